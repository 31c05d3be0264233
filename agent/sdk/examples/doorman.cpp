// Asks on the terminal what a speaker would ask with a button or by voice: may
// support do that? Ends with the remote session.
#include <iostream>
#include <soundcheck/soundcheck.hpp>
#include <string>

int main() try {
  soundcheck::Client client;
  bool seen = false;
  bool ended = false;
  std::string asked;
  client.watch([&](const soundcheck_state& state) {
    seen = seen || state.session_open;
    ended = seen && !state.session_open;
    for (std::size_t i = 0; i < state.consent_count; ++i) {
      const auto& consent = *state.consents[i];
      if (asked == consent.id)
        continue;
      asked = consent.id;
      std::cout << consent.operator_name << ": " << consent.what_en << " [y/n] "
                << std::flush;
      std::string answer;
      std::getline(std::cin, answer);
      client.answer_consent(consent.id, answer == "y");
    }
  });
  while (!ended)
    client.dispatch(-1);
  return 0;
} catch (const soundcheck::ClientError& error) {
  std::cerr << "doorman: " << error.what() << '\n';
  return 1;
}
