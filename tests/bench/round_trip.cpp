// Measures command round trips over one broker: a signed command to soundcheckd
// beside the same bytes to a C echo, interleaved, one in flight.
//
// The command is Cancel of an id that does not exist: it passes every check of
// the assist pipeline, is audited, and its final reply goes through the outbox
// like any other. Prints one JSON object; times in microseconds.
//
// usage: bench_round_trip HOST PORT CA CERT KEY SIGNING_KEY KEY_ID TENANT
//                         DEVICE ECHO_DEVICE ROUNDS TRIPS

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string>
#include <vector>

#include "soundcheck/v1/command.pb.h"
#include "tests/bench/mosquitto_client.hpp"

namespace soundcheck::bench {
namespace {

using Steady = std::chrono::steady_clock;

class Signer {
 public:
  Signer(const std::string& file, std::string key_id)
      : key_id_(std::move(key_id)) {
    std::FILE* in = std::fopen(file.c_str(), "r");
    if (!in)
      throw std::runtime_error(file + ": cannot be read");
    key_.reset(PEM_read_PrivateKey(in, nullptr, nullptr, nullptr));
    std::fclose(in);
    if (!key_)
      throw std::runtime_error(file + ": not a private key");
  }

  std::string sign(const v1::Command& command) const {
    v1::SignedCommand message;
    command.SerializeToString(message.mutable_command());
    std::string signed_text("soundcheck/v1/command");
    signed_text.push_back('\0');
    signed_text += message.command();
    std::string signature(64, '\0');
    std::size_t size = signature.size();
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
        EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                           key_.get()) != 1 ||
        EVP_DigestSign(
            context.get(), reinterpret_cast<unsigned char*>(signature.data()),
            &size, reinterpret_cast<const unsigned char*>(signed_text.data()),
            signed_text.size()) != 1) {
      throw std::runtime_error("signing failed");
    }
    message.set_key_id(key_id_);
    message.set_signature(signature);
    return message.SerializeAsString();
  }

 private:
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_{nullptr,
                                                           &EVP_PKEY_free};
  std::string key_id_;
};

std::int64_t unix_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// Asks one device and waits for its answers.
class Requester {
 public:
  Requester(const Broker& broker,
            const std::string& tenant,
            const std::string& device)
      : base_("soundcheck/1/" + tenant + "/" + device),
        client_(broker, base_ + "/reply", [this](std::string_view payload) {
          last_ = payload;
        }) {
    while (!client_.subscribed())
      client_.turn();
  }

  /// Publishes, then waits for a message that `is_answer` accepts.
  template <class Predicate>
  double ask_us(const std::string& payload, Predicate is_answer) {
    const auto start = Steady::now();
    client_.publish(base_ + "/command", payload);
    for (;;) {
      last_.clear();
      client_.turn();
      if (!last_.empty() && is_answer(last_))
        break;
      if (Steady::now() - start > std::chrono::seconds(10)) {
        throw std::runtime_error(base_ + ": no answer in 10 s");
      }
    }
    return std::chrono::duration<double, std::micro>(Steady::now() - start)
        .count();
  }

 private:
  std::string base_;
  std::string last_;
  MosquittoClient client_;
};

bool final_state(v1::ReplyState state) {
  return state == v1::REPLY_STATE_SUCCEEDED ||
         state == v1::REPLY_STATE_FAILED ||
         state == v1::REPLY_STATE_CANCELLED || state == v1::REPLY_STATE_REFUSED;
}

/// A session with one device, and its commands.
class Session {
 public:
  Session(Requester& requester,
          const Signer& signer,
          std::string tenant,
          std::string device)
      : requester_(requester), signer_(signer) {
    command_.set_tenant(std::move(tenant));
    command_.set_device(std::move(device));
    command_.set_session("bench-" + std::to_string(unix_ms()));
    command_.set_operator_("bench");
    command_.set_reason("round trip bench");
    command_.mutable_open_session()->set_max_seconds(1800);
    command_.set_counter(static_cast<std::uint64_t>(unix_ms()) + 3'600'000);
    const auto reply = ask().second;
    if (reply.state() != v1::REPLY_STATE_SUCCEEDED) {
      throw std::runtime_error("OpenSession was answered: " +
                               reply.ShortDebugString());
    }
    command_.set_nonce(reply.session_opened().nonce());
    command_.set_counter(0);
    command_.mutable_cancel()->set_command_id("none");
  }

  double trip_us() {
    command_.set_counter(command_.counter() + 1);
    const auto [us, reply] = ask();
    if (reply.state() == v1::REPLY_STATE_REFUSED) {
      throw std::runtime_error("a command was refused: " +
                               std::to_string(reply.refusal()));
    }
    return us;
  }

  /// The bytes of a command of the same size, for the echo.
  std::string sample() const { return signer_.sign(command_); }

 private:
  std::pair<double, v1::Reply> ask() {
    command_.set_id(command_.session() + "-" + std::to_string(++asked_));
    command_.set_issued_unix_ms(unix_ms());
    command_.set_expires_unix_ms(unix_ms() + 60'000);
    v1::Reply reply;
    const double us =
        requester_.ask_us(signer_.sign(command_), [&](const std::string& raw) {
          return reply.ParseFromString(raw) &&
                 reply.command_id() == command_.id() &&
                 final_state(reply.state());
        });
    return {us, reply};
  }

  Requester& requester_;
  const Signer& signer_;
  v1::Command command_;
  unsigned asked_ = 0;
};

double percentile(std::vector<double>& values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(
      share * static_cast<double>(values.size() - 1))];
}

void print(const char* name, std::vector<double>& us, const char* end) {
  std::printf(
      "\"%s\": {\"trips\": %zu, \"min_us\": %.0f, \"p50_us\": %.0f, "
      "\"p99_us\": %.0f}%s\n",
      name, us.size(), percentile(us, 0), percentile(us, 0.5),
      percentile(us, 0.99), end);
}

int run(char** argv) {
  mosquitto_lib_init();
  const Broker broker{argv[1], std::atoi(argv[2]), argv[3], argv[4], argv[5]};
  const Signer signer(argv[6], argv[7]);
  const std::string tenant = argv[8];
  Requester device(broker, tenant, argv[9]);
  Requester echo(broker, tenant, argv[10]);
  Session session(device, signer, tenant, argv[9]);
  const int rounds = std::atoi(argv[11]);
  const int trips = std::atoi(argv[12]);
  const std::string sample = session.sample();
  std::vector<double> ours, reference;
  const auto is_echo = [&](const std::string& raw) { return raw == sample; };
  for (int i = 0; i < 20; ++i) {  // warm up
    session.trip_us();
    echo.ask_us(sample, is_echo);
  }
  for (int round = 0; round < rounds; ++round) {
    for (int i = 0; i < trips; ++i)
      ours.push_back(session.trip_us());
    for (int i = 0; i < trips; ++i) {
      reference.push_back(echo.ask_us(sample, is_echo));
    }
  }
  std::printf("{");
  print("soundcheckd", ours, ",");
  print("echo", reference, "}");
  return 0;
}

}  // namespace
}  // namespace soundcheck::bench

int main(int argc, char** argv) try {
  if (argc != 13) {
    std::fprintf(stderr, "bench_round_trip: 12 arguments, see the source\n");
    return 64;
  }
  return soundcheck::bench::run(argv);
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_round_trip: %s\n", error.what());
  return 1;
}
