// Works with one store of the daemon, until it ends or is killed, and looks
// what is left. usage: survival_stores work|look STORE FOLDER
#include <cstdio>
#include <cstring>
#include <exception>
#include <unistd.h>

#include "tests/integration/survival/stores.hpp"

namespace soundcheck::survival {

void say(const std::string& line) {
  const auto text = line + '\n';
  if (::write(STDOUT_FILENO, text.data(), text.size()) < 0)
    _exit(74);
}

}  // namespace soundcheck::survival

int main(int argc, char** argv) {
  using namespace soundcheck::survival;
  if (argc != 4)
    return 64;
  for (const auto* store : {&outbox, &commands, &connections, &starts, &audit,
                            &counter, &knowledge}) {
    if (std::strcmp(store->name, argv[2]) != 0)
      continue;
    try {
      const bool works = std::strcmp(argv[1], "work") == 0;
      (works ? store->work : store->look)(argv[3]);
      return 0;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      return 1;
    }
  }
  return 64;
}
