#include "probes/board/linux/dns_question.hpp"

#include <ares.h>
#include <arpa/nameser.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <net/if.h>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <vector>

#include "probes/board/linux/dns_answers.hpp"
#include "probes/board/linux/host_address.hpp"
#include "probes/board/linux/stoppable_poll.hpp"

namespace soundcheck {

namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

Error error_of(int ares_status) {
  return {Errc::io, std::string("DNS: ") + ares_strerror(ares_status)};
}

/// The server's address apart from the interface that a link-local one needs.
struct Server {
  ares_addr_port_node node{};
  unsigned interface_index = 0;

  static std::optional<Server> parse(const std::string& text) {
    const auto percent = text.find('%');
    const auto zone = percent == text.npos ? "" : text.substr(percent + 1);
    const auto host = HostAddress::parse(text.substr(0, percent), zone);
    if (!host)
      return std::nullopt;
    Server server;
    server.node.family = host->family();
    if (host->family() == AF_INET) {
      sockaddr_in v4;
      std::memcpy(&v4, &host->storage, sizeof v4);
      server.node.addr.addr4 = v4.sin_addr;
    } else {
      sockaddr_in6 v6;
      std::memcpy(&v6, &host->storage, sizeof v6);
      std::memcpy(&server.node.addr.addr6, &v6.sin6_addr, sizeof v6.sin6_addr);
      server.interface_index = ::if_nametoindex(zone.c_str());
    }
    return server;
  }
};

/// One of the two questions, for the callback of c-ares.
struct Question {
  bool ipv6 = false;
  std::optional<DnsOutcome> outcome;
  steady_clock::time_point ended;

  static void on_answer(void* self,
                        int status,
                        int,
                        unsigned char* packet,
                        int size) {
    auto& question = *static_cast<Question*>(self);
    const std::size_t length =
        packet && size > 0 ? static_cast<std::size_t>(size) : 0;
    question.outcome =
        outcome_of_question(status, {packet, length}, question.ipv6);
    question.ended = steady_clock::now();
  }
};

/// Our own socket calls, for two things that c-ares does not tell or take: that
/// something came which was no answer, and the interface of a link-local
/// server.
struct Sockets {
  unsigned interface_index = 0;
  bool heard = false;

  static ares_socket_t open(int family, int type, int protocol, void*) {
    return ::socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
  }
  static int close(ares_socket_t descriptor, void*) {
    return ::close(descriptor);
  }
  static int connect(ares_socket_t descriptor,
                     const sockaddr* address,
                     ares_socklen_t size,
                     void* self) {
    sockaddr_in6 v6;
    if (address->sa_family != AF_INET6 || size < sizeof v6)
      return ::connect(descriptor, address, size);
    std::memcpy(&v6, address, sizeof v6);
    v6.sin6_scope_id = static_cast<Sockets*>(self)->interface_index;
    return ::connect(descriptor, reinterpret_cast<const sockaddr*>(&v6),
                     sizeof v6);
  }
  static ares_ssize_t receive(ares_socket_t descriptor,
                              void* bytes,
                              std::size_t size,
                              int flags,
                              sockaddr* from,
                              ares_socklen_t* from_size,
                              void* self) {
    const auto count =
        ::recvfrom(descriptor, bytes, size, flags, from, from_size);
    if (count > 0)
      static_cast<Sockets*>(self)->heard = true;
    return count;
  }
  static ares_ssize_t send(ares_socket_t descriptor,
                           const iovec* parts,
                           int count,
                           void*) {
    return ::writev(descriptor, parts, count);
  }
  static const ares_socket_functions* functions() {
    static const ares_socket_functions table{open, close, connect, receive,
                                             send};
    return &table;
  }
};

class Channel {
 public:
  Channel() = default;
  ~Channel() {
    if (handle_)
      ares_destroy(handle_);
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// ARES_SUCCESS or why not.
  int open(Server& server,
           std::chrono::milliseconds timeout,
           Sockets& sockets) {
    ares_options options{};
    // The answer's code is for us to judge, not to try the next server.
    options.flags = ARES_FLAG_EDNS | ARES_FLAG_NOCHECKRESP | ARES_FLAG_NOSEARCH;
    options.timeout = static_cast<int>(timeout.count());
    options.tries = 1;
    const int status =
        ares_init_options(&handle_, &options,
                          ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
    if (status != ARES_SUCCESS)
      return status;
    ares_set_socket_functions(handle_, Sockets::functions(), &sockets);
    return ares_set_servers_ports(handle_, &server.node);
  }

  void ask(const std::string& name, Question& question) {
    ares_query(handle_, name.c_str(), ns_c_in,
               question.ipv6 ? ns_t_aaaa : ns_t_a, Question::on_answer,
               &question);
  }

  /// Waits for packets and lets c-ares act on them, or on its own timeout.
  void turn(steady_clock::time_point until, const std::stop_token& stop) {
    std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets;
    const auto bits = static_cast<unsigned>(ares_getsock(
        handle_, sockets.data(), static_cast<int>(sockets.size())));
    std::vector<pollfd> waiting;
    for (unsigned i = 0; i < sockets.size(); ++i) {
      const short read = (bits >> i & 1U) ? POLLIN : 0;
      const short write =
          (bits >> (i + ARES_GETSOCK_MAXNUM) & 1U) ? POLLOUT : 0;
      if (read || write)
        waiting.push_back({sockets[i], static_cast<short>(read | write), 0});
    }
    poll_until(waiting, until, stop);
    bool any = false;
    for (const auto& one : waiting) {
      if (one.revents == 0)
        continue;
      any = true;
      const bool writable = one.revents & POLLOUT;
      const bool readable = one.revents & ~POLLOUT;
      ares_process_fd(handle_, readable ? one.fd : ARES_SOCKET_BAD,
                      writable ? one.fd : ARES_SOCKET_BAD);
    }
    if (!any)
      ares_process_fd(handle_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  }
  void cancel() { ares_cancel(handle_); }

 private:
  ares_channel handle_ = nullptr;
};

steady_clock::time_point end_of(const Question& a, const Question& aaaa) {
  const auto answered = [](const Question& question) {
    return question.outcome->status == DnsStatus::answered;
  };
  if (answered(a) && answered(aaaa))
    return std::min(a.ended, aaaa.ended);
  if (answered(a))
    return a.ended;
  if (answered(aaaa))
    return aaaa.ended;
  return std::max(a.ended, aaaa.ended);
}

}  // namespace

Result<DnsAnswer> ask_dns_server(const std::string& server,
                                 const std::string& name,
                                 std::chrono::milliseconds timeout,
                                 const std::stop_token& stop) {
  auto parsed = Server::parse(server);
  if (!parsed)
    return Error(Errc::io, "DNS: not a server's address");
  Sockets sockets{parsed->interface_index, false};
  Question a{.ipv6 = false};
  Question aaaa{.ipv6 = true};
  Channel channel;  // last, because its end still answers the questions
  if (const int status = channel.open(*parsed, timeout, sockets))
    return error_of(status);
  const auto start = steady_clock::now();
  channel.ask(name, a);
  channel.ask(name, aaaa);
  // c-ares keeps the timeout, and starts it anew when it turns to TCP. Asking
  // it, with ares_timeout(), takes a timeval of its own size on 32 bits.
  const auto timed_out = steady_clock::now() + timeout;
  const auto deadline = timed_out + std::chrono::milliseconds(500);
  while ((!a.outcome || !aaaa.outcome) && !stop.stop_requested()) {
    const auto now = steady_clock::now();
    if (now >= deadline)
      break;
    channel.turn(now < timed_out ? timed_out : deadline, stop);
  }
  if (stop.stop_requested())
    return Error(Errc::cancelled, "stopped");
  channel.cancel();

  DnsAnswer answer;
  answer.server = server;
  answer.duration =
      std::chrono::duration_cast<microseconds>(end_of(a, aaaa) - start);
  auto both = outcome_of_both(std::move(*a.outcome), std::move(*aaaa.outcome));
  answer.status = both.status;
  answer.addresses = std::move(both.addresses);
  // c-ares drops what does not belong to its question and goes on waiting.
  if (answer.status == DnsStatus::no_answer && sockets.heard)
    answer.status = DnsStatus::malformed;
  return answer;
}

}  // namespace soundcheck
