#include "probes/board/linux/system_bus.hpp"

#include <cerrno>
#include <cstring>

namespace soundcheck {

namespace {

/// Of sd-bus, which tells an error as -errno.
Errc code_of(int result) {
  switch (-result) {
    case ETIMEDOUT:
      return Errc::timeout;
    case ENOENT:
    case ECONNREFUSED:
    case EHOSTUNREACH:  // nobody has the name
      return Errc::unsupported;
    case EACCES:
    case EPERM:
      return Errc::denied;
    default:
      return Errc::io;
  }
}

Error error_of(int result, const char* step) {
  return Error(code_of(result), strerror(-result)).during(step);
}

}  // namespace

bool BusAnswer::enter(char type, const char* contents) {
  return bus_.message_enter_container(message_, type, contents) > 0;
}

bool BusAnswer::leave() {
  return bus_.message_exit_container(message_) >= 0;
}

bool BusAnswer::read(std::string_view& text) {
  const char* read = nullptr;
  if (bus_.message_read_basic(message_, SD_BUS_TYPE_STRING, &read) <= 0)
    return false;
  text = read;
  return true;
}

bool BusAnswer::read_number(char type, BusValue& value) {
  std::uint64_t number = 0;  // of the largest type; the others fill a part
  std::uint32_t half = 0;
  void* into = &half;
  if (type == SD_BUS_TYPE_UINT64)
    into = &number;
  if (bus_.message_read_basic(message_, type, into) <= 0)
    return false;
  value.number = type == SD_BUS_TYPE_UINT64 ? number : half;
  return true;
}

bool BusAnswer::read_variant(BusValue& value) {
  char type = 0;
  const char* contents = nullptr;
  if (bus_.message_peek_type(message_, &type, &contents) <= 0 ||
      type != SD_BUS_TYPE_VARIANT || !enter(type, contents))
    return false;
  const std::string_view form = contents;
  bool done = false;
  if (form == "s")
    done = read(value.text);
  else if (form == "t" || form == "u" || form == "i")
    done = read_number(form[0], value);
  else if (form == "(isi)")
    done = enter(SD_BUS_TYPE_STRUCT, "isi") && read_number('i', value) &&
           bus_.message_skip(message_, "si") >= 0 && leave();
  else
    done = bus_.message_skip(message_, contents) >= 0;
  return done && leave();
}

bool BusAnswer::read_dictionary(const TakeBusValue& take) {
  if (!enter(SD_BUS_TYPE_ARRAY, "{sv}"))
    return false;
  while (enter(SD_BUS_TYPE_DICT_ENTRY, "sv")) {
    std::string_view key;
    BusValue value;
    if (!read(key) || !read_variant(value) || !leave())
      return false;
    take(key, value);
  }
  return leave();
}

Result<SystemBus> SystemBus::connect(std::chrono::milliseconds patience,
                                     std::stop_token stop) {
  const auto deadline = Clock::now() + patience;
  auto library = SdBusLibrary::load();
  if (!library)
    return library.error();
  sd_bus* opened = nullptr;
  const int result = (*library)->open_system(&opened);
  if (result < 0)
    return error_of(result, "the system's D-Bus");
  SystemBus bus(std::move(*library), opened, deadline);
  if (const auto ready = bus.wait_until_ready(stop); !ready)
    return ready.error().during("the system's D-Bus");
  return bus;
}

SystemBus::~SystemBus() {
  if (bus_)
    library_->close_unref(bus_);
}

/// A call would do so, too, but up to two minutes, and no stop would end it.
Result<void> SystemBus::wait_until_ready(const std::stop_token& stop) {
  constexpr std::uint64_t look_usec = 50'000;
  while (library_->is_ready(bus_) == 0) {
    if (stop.stop_requested())
      return Error(Errc::cancelled, "asked to stop");
    if (Clock::now() > deadline_)
      return Error(Errc::timeout, "does not greet");
    int result = library_->process(bus_, nullptr);
    if (result == 0)
      result = library_->wait(bus_, look_usec);
    if (result < 0 && result != -EINTR)
      return error_of(result, "connecting");
  }
  return {};
}

Result<BusAnswer> SystemBus::call(const Object& object,
                                  const char* interface,
                                  const char* method,
                                  const char* argument) {
  using std::chrono::microseconds;
  const auto left =
      std::chrono::duration_cast<microseconds>(deadline_ - Clock::now());
  if (left <= microseconds::zero())
    return Error(Errc::timeout, method);
  library_->set_method_call_timeout(bus_,
                                    static_cast<std::uint64_t>(left.count()));
  sd_bus_error said{};
  sd_bus_message* answer = nullptr;
  const int result = library_->call_method(bus_, object.service, object.path,
                                           interface, method, &said, &answer,
                                           argument ? "s" : nullptr, argument);
  auto error =
      Error(code_of(result), said.message ? said.message : strerror(-result))
          .during(method);
  library_->error_free(&said);
  if (result < 0)
    return error;
  return BusAnswer(*library_.operator->(), answer);
}

}  // namespace soundcheck
