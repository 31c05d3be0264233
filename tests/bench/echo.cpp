// The floor for a command round trip: a libmosquitto client that publishes each
// command it gets as its reply.
//
// usage: bench_echo HOST PORT CA CERT KEY TOPIC_BASE

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "tests/bench/mosquitto_client.hpp"

int main(int argc, char** argv) try {
  if (argc != 7)
    return 64;
  mosquitto_lib_init();
  const std::string base = argv[6];
  const soundcheck::bench::Broker broker{argv[1], std::atoi(argv[2]), argv[3],
                                         argv[4], argv[5]};
  soundcheck::bench::MosquittoClient* self = nullptr;
  soundcheck::bench::MosquittoClient client(
      broker, base + "/command", [&](std::string_view payload) {
        self->publish(base + "/reply", payload);
      });
  self = &client;
  for (;;)
    client.turn();
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_echo: %s\n", error.what());
  return 1;
}
