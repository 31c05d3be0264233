#include "probes/board/linux/peer_book.hpp"

namespace soundcheck {

namespace {

using namespace std::chrono_literals;

constexpr auto content_after = 1200ms;

}  // namespace

void PeerBook::hear(const ArpMessage& message, Time now) {
  if (message.sender_mac == own_mac_)
    return;
  if (message.sender == router_ && !message.reply && stranger(message.target)) {
    auto& search = searched_[message.target];
    const bool anew = now - search.last >= content_after;
    search.found = search.found || (anew && search.times == 1);
    search.times = anew ? 1 : search.times + 1;
    search.last = now;
  }
  if (!stranger(message.sender))
    return;
  spoke_.insert(message.sender);
  if (message.reply && message.target == own_)
    answering_.insert(message.sender);
}

void PeerBook::hear_from(const Ipv4Bytes& host) {
  if (stranger(host))
    spoke_.insert(host);
}

std::set<Ipv4Bytes> PeerBook::there(Time now) const {
  auto all = spoke_;
  for (const auto& [host, search] : searched_) {
    const bool content =
        search.times == 1 && now - search.last >= content_after;
    if (search.found || content)
      all.insert(host);
  }
  return all;
}

}  // namespace soundcheck
