#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "probes/board/linux/sd_bus.hpp"

namespace soundcheck {

/// What a variant holds; neither for a type that nobody here asks for.
struct BusValue {
  std::string_view text;                ///< as long as its answer
  std::optional<std::uint64_t> number;  ///< also the first of a structure
};
using TakeBusValue =
    std::function<void(std::string_view key, const BusValue& value)>;

/// An answer, read from its beginning to its end. All of it says false where
/// the answer is of another form; nothing more is read then.
class BusAnswer {
 public:
  BusAnswer(const SdBus& bus, sd_bus_message* message)
      : bus_(bus), message_(message) {}
  ~BusAnswer() { bus_.message_unref(message_); }
  BusAnswer(BusAnswer&& other) noexcept
      : bus_(other.bus_), message_(std::exchange(other.message_, nullptr)) {}
  BusAnswer& operator=(BusAnswer&&) = delete;

  /// A container of `sd_bus_message_enter_container`; false at the end of an
  /// array, too.
  bool enter(char type, const char* contents);
  bool leave();
  bool read(std::string_view& text);
  /// Each entry of a dictionary of variants, a{sv}.
  bool read_dictionary(const TakeBusValue& take);

 private:
  bool read_variant(BusValue& value);
  bool read_number(char type, BusValue& value);

  const SdBus& bus_;
  sd_bus_message* message_;
};

/// A connection to the system's D-Bus, for a blocking job. The D-Bus may hang
/// and so may a service: all waiting together ends with the patience, and that
/// for the bus itself with a request to stop, too.
class SystemBus {
 public:
  /// Where, and as what, an object of a service is called.
  struct Object {
    const char* service;
    const char* path;
  };

  /// DBUS_SYSTEM_BUS_ADDRESS names another bus, as everywhere. Errors:
  /// unsupported (no library, no bus), timeout, cancelled, denied, io.
  static Result<SystemBus> connect(std::chrono::milliseconds patience,
                                   std::stop_token stop);
  ~SystemBus();
  SystemBus(SystemBus&& other) noexcept
      : library_(std::move(other.library_)),
        bus_(std::exchange(other.bus_, nullptr)),
        deadline_(other.deadline_) {}
  SystemBus& operator=(SystemBus&&) = delete;

  /// Calls a method, with one text or none. Starts the service where the bus
  /// knows how to. Errors: unsupported (no such service), timeout, denied, io;
  /// the text names the method.
  Result<BusAnswer> call(const Object& object,
                         const char* interface,
                         const char* method,
                         const char* argument = nullptr);

 private:
  using Clock = std::chrono::steady_clock;
  SystemBus(SdBusLibrary library, sd_bus* bus, Clock::time_point deadline)
      : library_(std::move(library)), bus_(bus), deadline_(deadline) {}
  Result<void> wait_until_ready(const std::stop_token& stop);

  SdBusLibrary library_;
  sd_bus* bus_;
  Clock::time_point deadline_;
};

}  // namespace soundcheck
