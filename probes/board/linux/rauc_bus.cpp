#include "probes/board/linux/rauc_bus.hpp"

#include "probes/board/linux/rauc_slots.hpp"
#include "probes/board/linux/system_bus.hpp"

namespace soundcheck {

namespace {

constexpr SystemBus::Object rauc = {"de.pengutronix.rauc", "/"};
constexpr auto interface = "de.pengutronix.rauc.Installer";

Error nonsense(const char* method) {
  return {Errc::parse, std::string(method) + ": not what RAUC answers"};
}

Result<Updater> ask_what_it_does(SystemBus& bus) {
  auto answer =
      bus.call(rauc, "org.freedesktop.DBus.Properties", "GetAll", interface);
  if (!answer)
    return answer.error();
  Updater updater;
  std::string_view operation;
  const TakeBusValue take = [&](std::string_view key, const BusValue& value) {
    if (key == "Operation")
      operation = value.text;
    else if (key == "LastError")
      updater.last_error = value.text;
    else if (key == "Progress")
      updater.percent = value.number;
  };
  if (!answer->read_dictionary(take) || operation.empty())
    return nonsense("GetAll");
  updater.installing = operation == "installing";
  return updater;
}

/// The boot loader's name of the slot that starts next.
Result<std::string> ask_primary(SystemBus& bus, const SlotsState& state) {
  auto answer = bus.call(rauc, interface, "GetPrimary");
  if (!answer)
    return answer.error();
  std::string_view name;
  if (!answer->read(name))
    return nonsense("GetPrimary");
  for (const auto& slot : state.slots) {
    if (slot.updater_name == name)
      return slot.name;
  }
  return nonsense("GetPrimary");
}

void take_slot(std::string_view key,
               const BusValue& value,
               bool boot_told,
               Slot& slot,
               std::string& booted) {
  if (key == "size")
    slot.size_bytes = value.number;
  else if (key == "state" && value.text == "booted")
    booted = slot.name;
  else if (key == "boot-status" && boot_told)
    slot.boot_state = value.text == "good" ? BootState::good : BootState::bad;
  else
    take_status_of_rauc(key, value.text, slot);
}

/// Into `state` only as a whole.
Result<void> ask_slots(SystemBus& bus, bool boot_told, SlotsState& state) {
  auto answer = bus.call(rauc, interface, "GetSlotStatus");
  if (!answer)
    return answer.error();
  if (!answer->enter(SD_BUS_TYPE_ARRAY, "(sa{sv})"))
    return nonsense("GetSlotStatus");
  auto slots = state.slots;
  auto booted = state.booted;
  while (answer->enter(SD_BUS_TYPE_STRUCT, "sa{sv}")) {
    std::string_view name;
    if (!answer->read(name))
      return nonsense("GetSlotStatus");
    Slot other;  // that RAUC's configuration does not have
    auto* slot = &other;
    for (auto& known : slots) {
      if (known.updater_name == name)
        slot = &known;
    }
    const TakeBusValue take = [&](std::string_view key, const BusValue& value) {
      take_slot(key, value, boot_told, *slot, booted);
    };
    if (!answer->read_dictionary(take) || !answer->leave())
      return nonsense("GetSlotStatus");
  }
  if (!answer->leave())
    return nonsense("GetSlotStatus");
  state.slots = std::move(slots);
  state.booted = std::move(booted);
  return {};
}

}  // namespace

Result<void> ask_rauc(std::chrono::milliseconds patience,
                      std::stop_token stop,
                      SlotsState& state) {
  auto bus = SystemBus::connect(patience, std::move(stop));
  if (!bus)
    return bus.error();
  auto updater = ask_what_it_does(*bus);
  if (!updater)
    return updater.error();
  state.updater = std::move(*updater);
  // It refuses all else meanwhile.
  if (state.updater->installing)
    return {};
  // Where it cannot ask the boot loader, this is refused, and every slot is
  // "bad". No slot that would start is refused in the same way; U-Boot's
  // environment tells the two apart.
  const auto primary = ask_primary(*bus, state);
  if (const auto done = ask_slots(*bus, primary.has_value(), state); !done)
    return done.error();
  if (primary)
    state.wanted = state.primary = *primary;
  return {};
}

}  // namespace soundcheck
