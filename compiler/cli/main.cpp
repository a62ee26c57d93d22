#include <cstdio>

int main() {
  std::puts("writ " WRIT_VERSION);
  return 0;
}
