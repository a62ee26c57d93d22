// The rules, each a function in a file of its own name.
#pragma once

#include "access/access.h"
#include "diag/sink.h"
#include "resolve/program.h"

namespace writ::rules {

// What a rule sees of one environment.
struct Scope {
  const resolve::Program& program;
  const resolve::Environment& environment;
  const access::EnvironmentAccess& access;
};

using Rule = void (*)(const Scope& scope, diag::Sink& sink);
// A rule over what environments share.
using SharedRule = void (*)(const resolve::Program& program, const access::Access& access,
                            diag::Sink& sink);

void DerivedNames(const Scope& scope, diag::Sink& sink);     // E0501, E0502
void NeededFacts(const Scope& scope, diag::Sink& sink);      // E0306
void Images(const Scope& scope, diag::Sink& sink);           // E0503
void Resources(const Scope& scope, diag::Sink& sink);        // E0503
void Schedules(const Scope& scope, diag::Sink& sink);        // E0503
void AirflowSettings(const Scope& scope, diag::Sink& sink);  // E0503
void Variables(const Scope& scope, diag::Sink& sink);        // E0211, E0503
void SecretFit(const Scope& scope, diag::Sink& sink);        // E0307
void MaintenanceFit(const Scope& scope, diag::Sink& sink);   // E0502, E0503
void HandWrittenDags(const Scope& scope, diag::Sink& sink);  // E0503
void PlatformFacts(const Scope& scope, diag::Sink& sink);    // E0503
void Extensions(const Scope& scope, diag::Sink& sink);       // E0201, E0204, E0205, E0212, E0503
void Trust(const Scope& scope, diag::Sink& sink);            // E0504
void Volumes(const Scope& scope, diag::Sink& sink);          // E0211, E0502
void VaultMounts(const Scope& scope, diag::Sink& sink);      // E0501
void CloudRun(const Scope& scope, diag::Sink& sink);         // E0211, E0503

void SharedVault(const resolve::Program& program, const access::Access& access,
                 diag::Sink& sink);  // E0501
void SharedAccount(const resolve::Program& program, const access::Access& access,
                   diag::Sink& sink);  // E0501, E0503
void Pipeline(const resolve::Program& program, const access::Access& access,
              diag::Sink& sink);  // E0503

}  // namespace writ::rules
