#pragma once

#include <boost/asio/awaitable.hpp>
#include <iosfwd>

#include "agent/cli/backend.hpp"
#include "agent/cli/options.hpp"
#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::cli {

/// Where a command writes.
struct Terminal {
  std::ostream& out;
  std::ostream& err;
  bool live = false;  ///< err is a terminal; progress is shown on it
  unsigned columns = 80;
};

/// Does what the options say. `knowledge` may be null; then texts are missing.
/// All arguments outlive the coroutine.
boost::asio::awaitable<Exit> execute(const Options& options,
                                     Backend& backend,
                                     const diagnosis::Knowledge* knowledge,
                                     Terminal& terminal);

/// Tells a problem: for people on err, with --json also as a document on out.
void tell_error(Terminal& terminal, const Options& options, const Error& error);

}  // namespace soundcheck::cli
