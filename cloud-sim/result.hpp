#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>

namespace soundcheck::cloud {

/// What kind of "no" it is; decides the HTTP status and the exit code.
enum class Errc {
  invalid,      ///< what was asked cannot be read or makes no sense
  not_found,    ///< there is no such thing
  conflict,     ///< not possible in the present state
  denied,       ///< a file or a port may not be used
  unavailable,  ///< a part that is needed does not work now
  internal,     ///< the database or a library refused
};

/// `code` is a word for programs ("unknown_device"), `what` a sentence for
/// people: what happened, to what, what to do. Has constructors on purpose: GCC
/// 12.2 miscompiles aggregate temporaries inside a co_await expression.
struct Error {
  Error() = default;
  Error(Errc kind_, std::string code_, std::string what_)
      : kind(kind_), code(std::move(code_)), what(std::move(what_)) {}

  /// The same error, told from one step further out.
  Error during(std::string_view step) const;

  Errc kind = Errc::internal;
  std::string code = "internal";
  std::string what;
};

[[noreturn]] void throw_exception_from_error(
    const Error& error,
    const boost::source_location& where);

template <class T>
using Result = boost::system::result<T, Error>;

}  // namespace soundcheck::cloud
