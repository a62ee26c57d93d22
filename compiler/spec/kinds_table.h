// The field tables of all kinds, for the few who walk them.
#pragma once

#include "spec/kinds.h"
#include "spec/kinds/maintenance_table.h"
#include "spec/kinds/package_table.h"
#include "spec/kinds/platform_table.h"
#include "spec/kinds/schedule_table.h"
#include "spec/kinds/secret_table.h"
#include "spec/kinds/workspace_table.h"
