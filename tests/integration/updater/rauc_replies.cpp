#include "tests/integration/updater/rauc_replies.hpp"

#include <catch2/catch.hpp>
#include <cstring>

#include "probes/board/linux/rauc_bus.hpp"
#include "tests/support/result_printer.hpp"

namespace soundcheck::test {

namespace {

void tell_slots(sd_bus_message* call) {
  auto* answer = answer_to(call);
  sd_bus_message_append(
      answer, "a(sa{sv})", 3,  //
      "rootfs.1", 9, "class", "s", "rootfs", "bootname", "s", "B", "state", "s",
      "inactive", "boot-status", "s", "bad", "status", "s", "update", "sha256",
      "s", "b14c1457", "size", "t", std::uint64_t{419'430'400},
      "installed.count", "u", 3u, "installed.timestamp", "s",
      "2024-09-06T09:51:13Z",  //
      "rootfs.0", 3, "state", "s", "booted", "boot-status", "s", "good",
      "activated.timestamp", "s", "2024-09-06T09:51:14Z",  //
      "other.0", 1, "status", "s", "failed");
  send(answer);
}

}  // namespace

SlotsState two_slots() {
  SlotsState state;
  state.slots.resize(2);
  state.slots[0].name = "A";
  state.slots[0].updater_name = "rootfs.0";
  state.slots[1].name = "B";
  state.slots[1].updater_name = "rootfs.1";
  state.slots[1].sha256 = "of the file";
  return state;
}

Result<void> ask(SlotsState& state, std::chrono::milliseconds within) {
  return ask_rauc(within, {}, state);
}

bool is(sd_bus_message* call, const char* member) {
  return strcmp(sd_bus_message_get_member(call), member) == 0;
}

sd_bus_message* answer_to(sd_bus_message* call) {
  sd_bus_message* answer = nullptr;
  sd_bus_message_new_method_return(call, &answer);
  return answer;
}

void send(sd_bus_message* answer) {
  sd_bus_send(nullptr, answer, nullptr);
  sd_bus_message_unref(answer);
}

void tell_properties(sd_bus_message* call, const char* operation) {
  auto* answer = answer_to(call);
  sd_bus_message_append(answer, "a{sv}", 5, "Operation", "s", operation,
                        "LastError", "s", "a word of RAUC", "Progress", "(isi)",
                        46, "Copying image", 1, "Unknown", "ad", 1, 0.5,
                        "BootSlot", "s", "A");
  send(answer);
}

void serve_well(sd_bus_message* call, sd_bus*) {
  if (is(call, "GetAll"))
    tell_properties(call, "idle");
  else if (is(call, "GetPrimary"))
    sd_bus_reply_method_return(call, "s", "rootfs.0");
  else if (is(call, "GetSlotStatus"))
    tell_slots(call);
}

void refuse(sd_bus_message* call) {
  sd_bus_reply_method_errorf(call, "org.gtk.GDBus.UnmappedGError.x",
                             "already processing a different method");
}

void untouched(const SlotsState& state) {
  CHECK(state.slots[1].sha256 == "of the file");
  CHECK(state.slots[1].status == SlotStatus::unknown);
  CHECK(state.slots[0].boot_state == BootState::unknown);
  CHECK(state.booted.empty());
  CHECK(state.primary.empty());
}

}  // namespace soundcheck::test
