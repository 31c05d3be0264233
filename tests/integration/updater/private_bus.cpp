#include "tests/integration/updater/private_bus.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace soundcheck::test {

namespace {

constexpr auto variable = "DBUS_SYSTEM_BUS_ADDRESS";
constexpr auto service_name = "de.pengutronix.rauc";

std::string config(const std::string& socket) {
  return "<!DOCTYPE busconfig PUBLIC "
         "\"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
         "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">"
         "<busconfig><type>system</type><listen>unix:path=" +
         socket +
         "</listen><auth>EXTERNAL</auth><policy context=\"default\">"
         "<allow own=\"*\"/><allow send_destination=\"*\"/>"
         "<allow receive_sender=\"*\"/></policy></busconfig>";
}

void wait_for(const std::function<bool()>& condition) {
  using namespace std::chrono_literals;
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline)
      throw std::runtime_error("the private bus does not come up");
    std::this_thread::sleep_for(5ms);
  }
}

/// Whether somebody has this name; false, too, while there is no bus.
bool has_owner(const char* name) {
  sd_bus* bus = nullptr;
  sd_bus_message* answer = nullptr;
  int has = 0;
  if (sd_bus_open_system(&bus) >= 0 &&
      sd_bus_call_method(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                         "org.freedesktop.DBus", "NameHasOwner", nullptr,
                         &answer, "s", name) >= 0)
    sd_bus_message_read(answer, "b", &has);
  sd_bus_message_unref(answer);
  sd_bus_close_unref(bus);
  return has != 0;
}

void serve_on_bus(const Serve& serve) {
  sd_bus* bus = nullptr;
  if (sd_bus_open_system(&bus) < 0 ||
      sd_bus_request_name(bus, service_name, 0) < 0)
    return;
  while (true) {
    sd_bus_message* call = nullptr;
    const int processed = sd_bus_process(bus, &call);
    std::uint8_t type = 0;
    if (call && sd_bus_message_get_type(call, &type) >= 0 &&
        type == SD_BUS_MESSAGE_METHOD_CALL)
      serve(call, bus);
    sd_bus_message_unref(call);
    if (processed < 0 || (processed == 0 && sd_bus_wait(bus, UINT64_MAX) < 0))
      return;
  }
}

}  // namespace

Child::Child(const std::function<void()>& run) : pid_(fork()) {
  if (pid_ < 0)
    throw std::runtime_error("fork");
  if (pid_ > 0)
    return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  run();
  _exit(1);
}

Child::~Child() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

PrivateBus::PrivateBus()
    : daemon_([this] {
        const auto socket = (folder_.path() / "socket").string();
        const auto file = folder_.write("bus.conf", config(socket)).string();
        execlp("dbus-daemon", "dbus-daemon", "--nofork",
               ("--config-file=" + file).c_str(), nullptr);
      }) {
  const auto socket = (folder_.path() / "socket").string();
  setenv(variable, ("unix:path=" + socket).c_str(), 1);
  wait_for([] { return has_owner("org.freedesktop.DBus"); });
}

PrivateBus::~PrivateBus() {
  unsetenv(variable);
}

void wait_for_rauc() {
  wait_for([] { return has_owner(service_name); });
}

RaucService::RaucService(Serve serve)
    : process_([&serve] { serve_on_bus(serve); }) {
  wait_for_rauc();
}

}  // namespace soundcheck::test
