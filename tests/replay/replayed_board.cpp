#include "tests/replay/replayed_board.hpp"

#include <stdexcept>

#include "probes/toml.hpp"

namespace soundcheck::test {

namespace {

toml::table read_toml(const std::filesystem::path& file) {
  auto parsed = toml::parse_file(file.string());
  if (!parsed)
    throw std::runtime_error(file.string() + ": " +
                             std::string(parsed.error().description()));
  return std::move(parsed).table();
}

KernelTime time_of(const toml::table& kernel) {
  KernelTime time;
  time.synchronised = kernel["time"]["synchronised"].value<bool>().value();
  time.estimated_error_ms =
      kernel["time"]["estimated_error_ms"].value<double>();
  time.wall_unix_s =
      kernel["time"]["wall_unix_s"].value<std::int64_t>().value();
  time.since_boot = std::chrono::seconds(
      kernel["time"]["uptime_s"].value<std::int64_t>().value());
  return time;
}

/// [size, available, inodes, inodes free]
Result<FilesystemSpace> space_of(const toml::table& kernel,
                                 const std::string& mount_point) {
  const auto* space = kernel["space"][mount_point].as_array();
  if (!space)
    return Error(Errc::io, mount_point + ": Input/output error");
  const auto at = [space](std::size_t i) {
    return static_cast<std::uint64_t>(
        space->at(i).value<std::int64_t>().value());
  };
  return FilesystemSpace{at(0), at(1), at(2), at(3)};
}

LinuxBoardOptions options_for(const std::filesystem::path& folder) {
  const auto kernel = read_toml(folder / "kernel.toml");
  LinuxBoardOptions options;
  options.root = folder;
  options.kernel.time = [kernel]() -> Result<KernelTime> {
    return time_of(kernel);
  };
  options.kernel.space = [kernel, folder](const std::filesystem::path& path) {
    const auto below = path.lexically_relative(folder).string();
    return space_of(kernel, below == "." ? "/" : "/" + below);
  };
  options.kernel.verity_status = [](unsigned, unsigned) -> Result<std::string> {
    return Error(Errc::unsupported, "nobody captured it");
  };
  return options;
}

}  // namespace

class ReplayedBoard::RecordedWeb final : public Web {
 public:
  explicit RecordedWeb(const std::filesystem::path& folder) {
    const auto kernel = read_toml(folder / "kernel.toml");
    if (const auto date =
            kernel["time"]["http_date_unix_s"].value<std::int64_t>()) {
      answer_.reached = WebStage::done;
      answer_.date_unix_s = *date;
    } else {
      answer_.reached = WebStage::connect;
    }
  }
  Task<WebAnswer> get(WebRequest) override { co_return answer_; }
  Task<std::vector<WebAnswer>> get_all(
      std::vector<WebRequest> requests) override {
    co_return std::vector<WebAnswer>(requests.size(), answer_);
  }

 private:
  WebAnswer answer_;
};

ReplayedBoard::ReplayedBoard(const std::filesystem::path& folder)
    : profile_(load_profile(folder / "profile.toml").value()),
      web_(std::make_unique<RecordedWeb>(folder)),
      board_(profile_, options_for(folder)) {}

ReplayedBoard::~ReplayedBoard() = default;

Board ReplayedBoard::board() {
  const auto real = board_.board();
  return {real.clock,
          real.compute,
          real.radio,
          real.supplicant,
          real.network,
          real.path,
          real.resolver,
          *web_,
          real.sound,
          real.firmware,
          real.storage,
          real.system,
          real.broker,
          real.connection_log,
          real.connection_watch,
          real.services,
          real.identity,
          real.slots,
          real.resets,
          real.repairs,
          real.start_log,
          real.files,
          real.manifest,
          real.verity,
          real.slot_content,
          real.slot_verifications,
          real.trend_log,
          real.app_log};
}

}  // namespace soundcheck::test
