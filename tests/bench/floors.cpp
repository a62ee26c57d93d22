// What the file system alone takes: the floors that bench.py compares Writ with.
//
// usage: floors write FROM TO THREADS   create the files of FROM anew in TO, which must not exist
//        floors stat THREADS DIR...     statx each file
//        floors read THREADS DIR...     read each file and compare it with a copy in memory
//
// Prints the number of files, their bytes and the milliseconds spent. Listing folders and preparing
// contents is not counted; files are opened relative to their folder, a folder's by one thread.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct File {
  std::string name;
  std::string content;
};

struct Folder {
  std::string path;
  std::vector<File> files;
};

[[noreturn]] void Fail(const std::string& what) {
  std::perror(what.c_str());
  std::exit(1);
}

// All folders below `root` that hold files, with their files, in order.
void Load(const fs::path& root, bool with_contents, std::vector<Folder>& folders) {
  std::map<fs::path, std::vector<fs::path>> found;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) found[entry.path().parent_path()].push_back(entry.path());
  }
  for (auto& [path, files] : found) {
    std::sort(files.begin(), files.end());
    Folder folder;
    folder.path = path.string();
    for (const fs::path& file : files) {
      std::string content;
      if (with_contents) {
        std::ifstream stream(file, std::ios::binary);
        content.assign(std::istreambuf_iterator<char>(stream), {});
      }
      folder.files.push_back(File{file.filename().string(), std::move(content)});
    }
    folders.push_back(std::move(folder));
  }
}

int OpenFolder(const std::string& path) {
  const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) Fail(path);
  return folder;
}

void WriteFolder(const Folder& folder) {
  const int at = OpenFolder(folder.path);
  for (const File& file : folder.files) {
    const int out = openat(at, file.name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (out < 0) Fail(file.name);
    const auto size = static_cast<ssize_t>(file.content.size());
    if (write(out, file.content.data(), file.content.size()) != size) Fail(file.name);
    close(out);
  }
  close(at);
}

void StatFolder(const Folder& folder) {
  const int at = OpenFolder(folder.path);
  for (const File& file : folder.files) {
    struct statx result {};
    if (statx(at, file.name.c_str(), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &result) != 0) {
      Fail(file.name);
    }
  }
  close(at);
}

void ReadFolder(const Folder& folder) {
  const int at = OpenFolder(folder.path);
  std::string buffer;
  for (const File& file : folder.files) {
    const int in = openat(at, file.name.c_str(), O_RDONLY | O_CLOEXEC);
    if (in < 0) Fail(file.name);
    buffer.resize(file.content.size() + 1);
    const ssize_t size = read(in, buffer.data(), buffer.size());
    close(in);
    if (size < 0 || buffer.compare(0, static_cast<size_t>(size), file.content) != 0) {
      Fail(file.name);
    }
  }
  close(at);
}

void OnThreads(const std::vector<Folder>& folders, int count,
               const std::function<void(const Folder&)>& work) {
  std::atomic<size_t> next = 0;
  const auto run = [&] {
    for (size_t i = next++; i < folders.size(); i = next++) work(folders[i]);
  };
  std::vector<std::thread> threads;
  for (int i = 1; i < count; ++i) threads.emplace_back(run);
  run();
  for (std::thread& thread : threads) thread.join();
}

void Measure(const std::vector<Folder>& folders, const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
  size_t files = 0;
  size_t bytes = 0;
  for (const Folder& folder : folders) {
    files += folder.files.size();
    for (const File& file : folder.files) bytes += file.content.size();
  }
  std::printf("%zu %zu %.3f\n", files, bytes, spent.count());
}

int Threads(const std::string& text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return std::clamp(value, 1, 64);
}

int Write(const std::string& from, const std::string& to, int threads) {
  std::vector<Folder> folders;
  Load(from, true, folders);
  for (Folder& folder : folders) folder.path = to + folder.path.substr(from.size());
  Measure(folders, [&] {
    for (const Folder& folder : folders) fs::create_directories(folder.path);
    OnThreads(folders, threads, WriteFolder);
  });
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  if (args.size() == 4 && args[0] == "write") return Write(args[1], args[2], Threads(args[3]));
  const bool reads = !args.empty() && args[0] == "read";
  if (args.size() < 3 || (!reads && args[0] != "stat")) {
    std::fputs("usage: floors write FROM TO THREADS | stat THREADS DIR... | read THREADS DIR...\n",
               stderr);
    return 2;
  }
  std::vector<Folder> folders;
  for (size_t i = 2; i < args.size(); ++i) Load(args[i], reads, folders);
  Measure(folders, [&] { OnThreads(folders, Threads(args[1]), reads ? ReadFolder : StatFolder); });
  return 0;
}
