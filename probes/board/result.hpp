#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>
#include <string>
#include <string_view>

namespace soundcheck {

/// Why there is no answer. A broken speaker is a Verdict, not an Error.
enum class Errc {
  unsupported,  ///< this board cannot be asked that
  timeout,
  cancelled,
  io,        ///< the system refused or lost a read or write
  parse,     ///< the system answered something that cannot be read
  denied,    ///< a permission or capability is missing
  busy,      ///< somebody else holds the hardware
  internal,  ///< a defect of our own
};

/// "timeout", "io", ... as used in JSON and on terminals.
std::string_view to_string(Errc code);

/// Has constructors on purpose: GCC 12.2 miscompiles aggregate temporaries
/// with non-trivial members inside a co_await expression.
struct Error {
  /// What boost::system::result hands out when asked for the error of a value.
  Error() = default;
  Error(Errc code_, std::string what_) : code(code_), what(std::move(what_)) {}

  /// The same error, told from one step further out:
  /// "no wlan0".during("reading the link") is "reading the link: no wlan0".
  Error during(std::string_view step) const;

  Errc code = Errc::internal;
  std::string what;

  friend bool operator==(const Error&, const Error&) = default;
};

[[noreturn]] void throw_exception_from_error(
    const Error& error,
    const boost::source_location& where);

template <class T>
using Result = boost::system::result<T, Error>;

/// What every port returns: a coroutine of a Result. It can be cancelled; the
/// hardware is quiet and closed before it returns then.
template <class T>
using Task = boost::asio::awaitable<Result<T>>;

}  // namespace soundcheck
