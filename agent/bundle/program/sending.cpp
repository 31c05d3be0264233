#include "agent/bundle/program/sending.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/bundle/making.hpp"
#include "agent/bundle/program_files.hpp"
#include "agent/bundle/wire/news.hpp"

namespace soundcheck::bundle {

namespace {

constexpr std::size_t max_order_bytes = 4096;
/// Of the whole way; the rest is the upload.
constexpr double collecting = 0.5;

Result<v1::CollectBundle> read_order() {
  std::string bytes;
  std::array<char, 1024> piece{};
  ssize_t count = 0;
  while ((count = ::read(STDIN_FILENO, piece.data(), piece.size())) > 0) {
    bytes.append(piece.data(), static_cast<std::size_t>(count));
    if (bytes.size() > max_order_bytes)
      break;
  }
  v1::CollectBundle order;
  if (count != 0 || !order.ParseFromString(bytes))
    return Error(Errc::parse, "the order cannot be read");
  return order;
}

/// A file that has no name, so nothing of it is left whatever happens.
Result<int> nameless_file(const std::string& folder) {
  int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) {
    auto name = folder + "/bundle.XXXXXX";
    file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file >= 0)
      ::unlink(name.c_str());
  }
  if (file < 0)
    return Error(Errc::io, folder + ": " + std::strerror(errno));
  return file;
}

v1::Reply answer_of(const Made& made) {
  v1::Reply reply;
  reply.set_state(v1::REPLY_STATE_SUCCEEDED);
  auto& result = *reply.mutable_bundle_collected();
  result.set_reference(made.manifest.reference);
  result.set_bytes(made.bytes);
  result.set_sha256(made.sha256);
  result.set_items(static_cast<std::uint32_t>(made.manifest.items.size()));
  for (const auto& one : made.manifest.unfinished)
    result.add_unfinished(one.name);
  std::uint32_t redactions = 0;
  for (const auto count : made.manifest.redacted())
    redactions += count;
  result.set_redactions(redactions);
  return reply;
}

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    (hex += digits[byte >> 4]) += digits[byte & 15];
  }
  return hex;
}

/// Puts the answer that it is to give into the standard input of what this
/// process becomes. A pipe holds it whole.
bool hand_over(const std::string& answer) {
  std::array<int, 2> pipe{};
  if (::pipe(pipe.data()) != 0 ||
      ::write(pipe[1], answer.data(), answer.size()) !=
          static_cast<ssize_t>(answer.size()))
    return false;
  ::close(pipe[1]);
  return ::dup2(pipe[0], STDIN_FILENO) == STDIN_FILENO && ::close(pipe[0]) == 0;
}

int become_upload(const Setup& setup,
                  const Destination& destination,
                  const v1::CollectBundle& order,
                  const std::string& command_id,
                  int file,
                  const Made& made) {
  const auto program = program_file("soundcheck-upload");
  if (program.empty())
    return tell_failed("soundcheck-upload is not installed");
  constexpr int bundle_descriptor = 3;  // what soundcheck-upload reads
  if (!hand_over(answer_of(made).SerializeAsString()))
    return tell_failed("the upload cannot be prepared");
  if (file == bundle_descriptor)
    ::fcntl(file, F_SETFD, 0);
  else
    ::dup2(file, bundle_descriptor);
  // Not among the arguments, where every program could read it.
  ::setenv("SOUNDCHECK_UPLOAD_TOKEN", hex_of(order.token()).c_str(), 1);
  const auto url = destination.url + '/' + command_id;
  const auto rate = std::to_string(setup.policy.upload_kib_per_s);
  const auto deadline = std::to_string(setup.policy.upload_deadline.count());
  ::execl(program.c_str(), program.c_str(), url.c_str(),
          destination.ca_file.c_str(), rate.c_str(), deadline.c_str(),
          static_cast<char*>(nullptr));
  return tell_failed("soundcheck-upload cannot be started");
}

Watcher telling() {
  Watcher watcher;
  watcher.step = [](const std::string& name, std::size_t done,
                    std::size_t count) {
    const auto part = static_cast<double>(done) / static_cast<double>(count);
    tell_progress(collecting * part, "collects " + name);
  };
  return watcher;
}

/// It becomes the last part of an address.
bool is_plain(const std::string& id) {
  return !id.empty() && id.size() <= 64 &&
         id.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
             "WXYZ0123456789_-") == std::string::npos;
}

}  // namespace

int send_bundle(const CommandLine& line) {
  // Also of what this becomes: without a daemon there is no session, and
  // without a session nothing may leave.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const auto order = read_order();
  if (!order)
    return tell_failed(order.error().what);
  const auto setup = load_setup(line.config);
  if (!setup)
    return tell_failed(setup.error().what);
  if (!is_plain(line.command))
    return tell_refused(v1::REFUSAL_MALFORMED,
                        "the command's id cannot be part of an address");
  const auto& destinations = setup->policy.destinations;
  const auto destination = destinations.find(order->destination());
  if (destination == destinations.end()) {
    return tell_refused(v1::REFUSAL_POLICY,
                        "the policy of this speaker knows no destination \"" +
                            order->destination() + '"');
  }
  const auto file = nameless_file(setup->config.paths.state_dir);
  if (!file)
    return tell_failed(file.error().what);
  const auto made = make_bundle(*setup, *file, telling());
  if (!made)
    return tell_failed(made.error().what);
  return become_upload(*setup, destination->second, *order, line.command, *file,
                       *made);
}

}  // namespace soundcheck::bundle
