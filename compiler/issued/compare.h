// What gives access in the workspace's outputs, beside what was issued.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "issued/constructs.h"
#include "plan/output_plan.h"
#include "view/context.h"

namespace writ::issued {

// What the built-in targets print for one environment, or for none.
struct Issued {
  std::map<std::string, std::set<std::string>, std::less<>> policies;  // by file name
  std::set<std::string> bearing;
  std::set<std::string> what;  // of `bearing`
  std::map<std::string, std::set<std::string>> named;
  std::set<std::string> referred;  // addresses that `bearing` mentions
  std::set<std::string> declared;  // all addresses

  void Add(std::string_view path, Constructs&& found);
  bool Declares(const std::string& address) const;
  bool HasRule(std::string_view path, const Construct& rule) const;
  // Whether a name is none that access refers to, or stands for what it should.
  bool Fits(const Named& name) const;
};

struct Found {
  const plan::Output* output;
  Constructs constructs;
};

// What is to be reported.
struct Complaint {
  const plan::Output* output;
  std::string message;
  std::string why;
  bool placed = true;  // at what stands in [at, end) of the output; otherwise it is about all of it
  size_t at = 0;
  size_t end = 0;
};

// Compares output after output.
class Checker {
 public:
  explicit Checker(const view::Context& context) : context_(context) {}

  // Takes in an output of the built-in targets. All of them come first.
  void Issue(const plan::Output& output);
  // Adds to the complaints.
  void Check(const plan::Output& output, const Constructs& found);
  // After all of `found` has been checked.
  void CheckLeftOut(const std::vector<Found>& found);

  const std::vector<Complaint>& complaints() const { return complaints_; }

 private:
  std::string OtherEnvironment(const plan::Output& output) const;
  void Add(const plan::Output& output, const Construct& construct, std::string_view why);

  const view::Context& context_;
  std::map<std::string, Issued> issued_;
  std::map<std::string, std::set<std::string>> restricting_;  // by path: `what`
  std::vector<Complaint> complaints_;
};

// The index of the line of a text in which an offset lies.
size_t LineOf(const std::string& text, size_t at);

}  // namespace writ::issued
