#include <iterator>
#include <ostream>

#include "agent/cli/consents.hpp"
#include "agent/cli/words.hpp"
#include "agent/cli/work.hpp"

namespace soundcheck::cli {

namespace asio = boost::asio;

/// The log is told in pieces, oldest first.
asio::awaitable<Exit> consent_history(const Work& work) {
  constexpr std::uint32_t lines_at_once = 200;
  std::vector<ConsentRecord> records;
  for (std::uint64_t next = 1;;) {
    v1::LocalRequest request;
    request.set_id(1);
    request.mutable_get_audit()->set_from(next);
    request.mutable_get_audit()->set_limit(lines_at_once);
    const auto done = co_await ask(work.backend, std::move(request), nullptr);
    if (!done)
      co_return give_up(work, done.error());
    auto piece = consents_in(done->audit());
    // Behind its end it says its last line once more.
    if (piece.last < next)
      break;
    next = piece.last + 1;
    std::move(piece.records.begin(), piece.records.end(),
              std::back_inserter(records));
  }
  if (work.options.json) {
    work.terminal.out << json_of(records) << '\n';
  } else if (records.empty()) {
    work.terminal.out << word(Word::nothing_asked, work.options.language)
                      << '\n';
  } else {
    print_consent_history(work.terminal.out, records, work.options.language);
  }
  co_return Exit::good;
}

}  // namespace soundcheck::cli
