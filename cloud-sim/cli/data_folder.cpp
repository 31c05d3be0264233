#include "cloud-sim/cli/data_folder.hpp"

#include "cloud-sim/pki/secret_file.hpp"
#include "cloud-sim/store/schema.hpp"
#include "cloud-sim/store/settings.hpp"
#include "cloud-sim/store/storage.hpp"
#include "cloud-sim/wire/topics.hpp"

namespace soundcheck::cloud::cli {
namespace {

Result<std::string> decide_tenant(Sqlite& db, const std::string& wanted) {
  if (!wanted.empty() && !is_id(wanted))
    return Error(Errc::invalid, "bad_tenant",
                 "\"" + wanted +
                     "\" cannot be a tenant; use 1 to 64 of the characters "
                     "A-Z a-z 0-9 . _ -");
  Transaction transaction(db);
  const auto found = find_setting(db, "tenant");
  if (found && !wanted.empty() && *found != wanted)
    return Error(Errc::conflict, "other_tenant",
                 "this data folder belongs to the tenant \"" + *found +
                     "\"; use another folder for \"" + wanted + "\"");
  const auto tenant = found.value_or(wanted.empty() ? "default" : wanted);
  if (!found)
    put_setting(db, "tenant", tenant);
  transaction.commit();
  return tenant;
}

}  // namespace

Result<DataFolder> open_data_folder(const std::filesystem::path& path,
                                    const std::string& tenant) {
  std::error_code failed;
  const auto full = std::filesystem::absolute(path, failed);
  const auto made = make_private_folder(full);
  if (!made)
    return made.error();
  try {
    auto db = std::make_unique<Sqlite>((full / "cloud.db").string());
    create_schema(*db);
    auto decided = decide_tenant(*db, tenant);
    if (!decided)
      return decided.error();
    return DataFolder{full, std::move(*decided), std::move(db)};
  } catch (const SqliteFailure& failure) {
    return to_error(failure).during(full.string());
  }
}

}  // namespace soundcheck::cloud::cli
