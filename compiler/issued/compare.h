// What gives access in the workspace's outputs, beside what was issued.
#pragma once

#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "issued/constructs.h"
#include "issued/printed.h"
#include "plan/output_plan.h"
#include "resolve/program.h"

namespace writ::issued {

// What a file of the workspace has a part in.
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
  diag::Code code = diag::Code::E0619;
};

// `outputs` are all that the workspace renders, `found` those of them that are compared.
std::vector<Complaint> Compare(const std::vector<Found>& found, const Printed& printed,
                               const std::vector<plan::Output>& outputs,
                               const resolve::Program& program);

// The index of the line of a text in which an offset lies.
size_t LineOf(const std::string& text, size_t at);

}  // namespace writ::issued
