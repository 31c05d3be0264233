#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace soundcheck::sdk {

/// A connection that carries payloads, each behind its length. All functions
/// return a number of enum soundcheck_error; `why` says more.
class Socket {
 public:
  using Clock = std::chrono::steady_clock;

  Socket() = default;
  ~Socket();
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&&) = delete;

  int connect(const char* path, std::string& why);
  int send(std::string_view payload, Clock::time_point until, std::string& why);
  /// The next whole payload. SOUNDCHECK_TIMEOUT: not yet.
  int receive(std::string& payload, Clock::time_point until, std::string& why);
  int fd() const { return fd_; }

 private:
  int wait(short events, Clock::time_point until, std::string& why) const;
  int lose(int error, std::string text, std::string& why);

  int fd_ = -1;
  std::string buffer_;
};

/// Takes the first payload out of the bytes received. SOUNDCHECK_TIMEOUT: it is
/// not whole yet; SOUNDCHECK_PARSE: it never will be.
int take_payload(std::string& buffer, std::string& payload);

}  // namespace soundcheck::sdk
