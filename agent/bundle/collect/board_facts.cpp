#include "agent/bundle/collect/board_facts.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "agent/bundle/collect/report_fields.hpp"
#include "agent/local/frame.hpp"
#include "probes/board/whole_file.hpp"
#include "soundcheck/v1/local.pb.h"

namespace soundcheck::bundle {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::size_t max_file_bytes = 16 * 1024;

std::string read(const fs::path& file) {
  auto text = read_whole_file(file, max_file_bytes);
  return text ? std::move(*text) : std::string();
}

template <class Take>
void each_line(std::string_view text, Take take) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    take(line);
  }
}

/// NAME="value" of os-release(5), of which only these tell no more than what
/// was installed.
json::object firmware_of(const fs::path& root, Page& page) {
  json::object firmware;
  each_line(read(root / "etc/os-release"), [&](std::string_view line) {
    for (const std::string_view name :
         {"NAME", "VERSION", "VERSION_ID", "BUILD_ID", "ID", "VARIANT_ID",
          "IMAGE_ID", "IMAGE_VERSION"}) {
      if (!line.starts_with(name) || line.substr(name.size(), 1) != "=")
        continue;
      auto value = line.substr(name.size() + 1);
      if (value.size() > 1 && (value[0] == '"' || value[0] == '\''))
        value = value.substr(1, value.size() - 2);
      firmware[name] = page.text(value);
    }
  });
  return firmware;
}

/// "MemTotal:  123 kB" and the like.
json::object memory_of(const fs::path& root, Page& page) {
  json::object memory;
  each_line(read(root / "proc/meminfo"), [&](std::string_view line) {
    for (const std::string_view name :
         {"MemTotal:", "MemAvailable:", "SwapFree:"}) {
      if (line.starts_with(name)) {
        line.remove_prefix(name.size());
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        memory[name.substr(0, name.size() - 1)] = page.text(line);
      }
    }
  });
  return memory;
}

Result<void> fill_versions(const Config& config, Page& page) {
  const fs::path root = config.paths.root;
  utsname kernel{};
  ::uname(&kernel);
  auto first_line = [](const std::string& text) {
    return text.substr(0, text.find('\n'));
  };
  page.add({{"agent", SOUNDCHECK_VERSION},
            {"device", page.value(SecretKind::serial, config.device.id)},
            {"model", page.text(config.device.model)},
            {"firmware", firmware_of(root, page)},
            {"kernel", page.text(kernel.release)},
            {"kernel_version", page.text(kernel.version)},
            {"machine", page.text(kernel.machine)},
            {"wall_unix_s", static_cast<std::int64_t>(std::time(nullptr))},
            {"uptime", page.text(first_line(read(root / "proc/uptime")))},
            {"load", page.text(first_line(read(root / "proc/loadavg")))},
            {"memory", memory_of(root, page)}});
  return {};
}

/// A connected socket that closes itself.
class Socket {
 public:
  Socket() : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() {
    if (descriptor_ >= 0)
      ::close(descriptor_);
  }
  int get() const { return descriptor_; }

  bool connect(const fs::path& path) const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.string().size() >= sizeof address.sun_path)
      return false;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    const timeval patience{3, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience,
                 sizeof patience);
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience,
                 sizeof patience);
    return ::connect(descriptor_, reinterpret_cast<sockaddr*>(&address),
                     sizeof address) == 0;
  }

 private:
  int descriptor_;
};

Result<v1::Status> ask_daemon(const fs::path& path) {
  const Socket socket;
  if (!socket.connect(path))
    return Error(Errc::io, "soundcheckd cannot be reached");
  v1::LocalRequest request;
  request.set_id(1);
  request.mutable_get_status();
  const auto question = local::frame(request.SerializeAsString());
  if (!question || ::send(socket.get(), question->data(), question->size(),
                          MSG_NOSIGNAL) < 0)
    return Error(Errc::io, "soundcheckd cannot be asked");
  local::FrameParser parser;
  std::array<char, 4096> bytes{};
  for (;;) {
    const auto count = ::recv(socket.get(), bytes.data(), bytes.size(), 0);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return Error(Errc::timeout, "soundcheckd does not answer");
    parser.feed({bytes.data(), static_cast<std::size_t>(count)});
    const auto frame = parser.next();
    if (!frame)
      return frame.error();
    v1::LocalResponse response;
    if (!*frame)
      continue;
    if (!response.ParseFromString(**frame) || !response.done().has_status())
      return Error(Errc::parse, "soundcheckd answers something else");
    return response.done().status();
  }
}

Result<void> fill_status(const fs::path& socket, Page& page) {
  const auto asked = ask_daemon(socket);
  if (!asked)
    return asked.error();
  const auto& status = *asked;
  json::object object = {
      {"agent", page.text(status.agent_version())},
      {"firmware", page.text(status.firmware_version())},
      {"boot", page.value(SecretKind::hex, status.boot_id())},
      {"online", status.online()},
      {"uplink", page.text(status.uplink())},
      {"waiting_entries", status.waiting_entries()},
      {"dropped_reports", status.dropped_reports()},
      {"last_report_unix_ms", status.last_report_unix_ms()},
      {"running", page.text(status.running())},
      {"rss_bytes", status.cost().rss_bytes()},
      {"cpu_ms", status.cost().cpu_ms()}};
  if (status.has_last_diagnosis())
    object["last_diagnosis"] = fields_of(status.last_diagnosis(), page);
  page.add(object);
  return {};
}

}  // namespace

Source versions(const Config& config) {
  return {"versions.json", "versions, clock and load",
          [config](Page& page) { return fill_versions(config, page); }};
}

Source daemon_status(const fs::path& socket) {
  return {"status.json", "soundcheckd",
          [socket](Page& page) { return fill_status(socket, page); }};
}

}  // namespace soundcheck::bundle
