// soundcheck-bundle: a program of its own, so that what is needed once a year
// costs the daemon no memory, and a defect here ends no daemon.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <new>
#include <unistd.h>

#include "agent/bundle/making.hpp"
#include "agent/bundle/program/command_line.hpp"
#include "agent/bundle/program/memory.hpp"
#include "agent/bundle/program/preview.hpp"
#include "agent/bundle/program/sending.hpp"
#include "agent/bundle/rights.hpp"

namespace {

using namespace soundcheck;
using namespace soundcheck::bundle;

constexpr int cannot_create = 73;  // of sysexits.h, like what follows
constexpr int misconfigured = 78;

int complain(const std::string& what, int status) {
  std::fprintf(stderr, "soundcheck bundle: %s\n", what.c_str());
  return status;
}

int preview(const Setup& setup, const CommandLine& line) {
  Watcher watcher;
  bool shown = false;
  if (!line.show.empty()) {
    watcher.item = [&](const Item& item) {
      if (item.name != line.show)
        return;
      shown = true;
      std::fwrite(item.text.data(), 1, item.text.size(), stdout);
    };
  }
  const auto made = make_bundle(setup, -1, watcher);
  if (!made)
    return complain(made.error().what, EXIT_FAILURE);
  if (!line.show.empty()) {
    return shown ? EXIT_SUCCESS
                 : complain("there is no item \"" + line.show +
                                "\"; without --show they are listed",
                            EXIT_FAILURE);
  }
  const auto text = line.json ? preview_json(*made) : preview_text(*made);
  std::fputs(text.c_str(), stdout);
  return EXIT_SUCCESS;
}

int keep(const Setup& setup, const CommandLine& line) {
  // Whole or not at all: beside it first.
  const auto draft = line.file + ".part";
  const int file =
      ::open(draft.c_str(),
             O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0)
    return complain(draft + ": cannot be written", cannot_create);
  const auto made = make_bundle(setup, file, Watcher());
  const bool on_disk = ::fsync(file) == 0 || errno == EINVAL;
  ::close(file);
  if (!made || !on_disk || std::rename(draft.c_str(), line.file.c_str()) != 0) {
    ::unlink(draft.c_str());
    return complain(
        made ? line.file + ": cannot be written" : made.error().what,
        made ? cannot_create : EXIT_FAILURE);
  }
  const auto text = line.json ? preview_json(*made) : preview_text(*made);
  std::fputs(text.c_str(), stdout);
  if (!line.json)
    std::printf("%s: bundle %s\n", line.file.c_str(),
                made->manifest.reference.c_str());
  return EXIT_SUCCESS;
}

int run(const CommandLine& line) {
  if (line.work == Work::send)
    return send_bundle(line);
  const auto setup = load_setup(line.config);
  if (!setup)
    return complain(setup.error().what, misconfigured);
  return line.work == Work::preview ? preview(*setup, line)
                                    : keep(*setup, line);
}

}  // namespace

int main(int argc, char** argv) {
  const auto line = parse_command_line(argc, argv);
  if (line.ended)
    return *line.ended;
  limit_memory();
  // Who packs a bundle by hand as root wants what root can read.
  if (::geteuid() != 0)
    give_rights_away();
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run(line);
  } catch (const std::bad_alloc&) {
    return complain("4 MiB of memory are not enough here", EXIT_FAILURE);
  }
}
