#pragma once

#include "cloud-sim/store/sqlite.hpp"

namespace soundcheck::cloud {

/// How much is kept. Everything that a device can make grow has a bound.
struct StoreLimits {
  std::int64_t reports_per_device = 500;
  std::int64_t events_per_device = 2000;
  std::int64_t commands_per_device = 200;
  std::int64_t results_per_device = 64;
  std::int64_t steps_per_command = 64;
  std::int64_t starts_per_device = 200;
  std::int64_t bundles_per_device = 10;
  std::int64_t bundle_days = 30;
  std::int64_t approvals_per_device = 100;
  std::int64_t ledger_rows_per_device = 4096;
  std::int64_t cases_per_device = 200;  ///< closed ones; open ones all stay
  std::int64_t events_per_case = 400;
  std::int64_t publications = 50;
  std::int64_t lessons_per_device = 50;
};

/// Makes the tables when they are not there. Throws SqliteFailure when the file
/// was written by a newer version.
void create_schema(Sqlite& db);

}  // namespace soundcheck::cloud
