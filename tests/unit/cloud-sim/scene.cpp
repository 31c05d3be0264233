#include "tests/unit/cloud-sim/scene.hpp"

#include "cloud-sim/assist/expiry.hpp"
#include "cloud-sim/assist/replies.hpp"
#include "cloud-sim/hub/intake.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/devices.hpp"

namespace soundcheck::cloud::test {

Scene::Scene() {
  create_schema(db);
  register_device(db, "kitchen", tenant, "one");
}

Changes Scene::presence(v1::PresenceState state,
                        const std::string& boot,
                        bool session_open) {
  v1::DevicePresence presence;
  presence.set_state(state);
  presence.set_device("kitchen");
  presence.set_boot_id(boot);
  presence.set_firmware_version("4.2");
  presence.set_session_open(session_open);
  return act([&](Work& work) {
    take_presence(work, "kitchen", presence.SerializeAsString()).value();
  });
}

Changes Scene::reply(const v1::Reply& reply) {
  return act([&](Work& work) {
    take_reply(work, "kitchen", reply.SerializeAsString()).value();
  });
}

Changes Scene::report(const v1::HealthReport& report) {
  return act([&](Work& work) {
    take_report(work, "kitchen", report.SerializeAsString()).value();
  });
}

Changes Scene::expire() {
  return act([](Work& work) { cloud::expire(work); });
}

std::string Scene::ask_diagnosis(Changes* changes) {
  std::string id;
  CommandRequest request;
  request.verb = "diagnose";
  request.complaint = v1::COMPLAINT_NO_SOUND;
  request.reason = "no sound";
  auto made = act([&](Work& work) {
    id = request_command(work, "kitchen", "ann", request).value();
  });
  if (changes != nullptr)
    *changes = std::move(made);
  return id;
}

std::string Scene::run_diagnosis() {
  presence(v1::PRESENCE_STATE_ONLINE);
  Changes asked;
  const auto id = ask_diagnosis(&asked);
  reply(opened(asked.to_send.at(0).id()));
  reply(make_reply(id, 1, v1::REPLY_STATE_ACCEPTED));
  reply(make_reply(id, 2, v1::REPLY_STATE_RUNNING));
  return id;
}

Command Scene::command(const std::string& id) {
  return find_command(db, id).value();
}

v1::Reply make_reply(const std::string& command,
                     unsigned n,
                     v1::ReplyState state,
                     std::uint64_t seq) {
  v1::Reply reply;
  reply.set_command_id(command);
  reply.set_n(n);
  reply.set_state(state);
  reply.set_seq(seq);
  if (seq > 0)
    reply.set_outbox("a1b2");
  return reply;
}

v1::Reply opened(const std::string& command) {
  auto reply = make_reply(command, 1, v1::REPLY_STATE_SUCCEEDED, 1);
  reply.mutable_session_opened()->set_nonce("0123456789abcdef");
  reply.mutable_session_opened()->set_seconds(900);
  reply.mutable_session_opened()->set_boot_id("boot-1");
  return reply;
}

v1::HealthReport make_report(std::uint64_t seq) {
  v1::HealthReport report;
  report.set_device("kitchen");
  report.set_outbox("a1b2");
  report.set_seq(seq);
  return report;
}

}  // namespace soundcheck::cloud::test
