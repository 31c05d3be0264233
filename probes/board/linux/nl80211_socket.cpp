#include "probes/board/linux/nl80211_socket.hpp"

#include <linux/genetlink.h>
#include <linux/nl80211.h>

#include "probes/board/linux/mlme_messages.hpp"
#include "probes/board/linux/nl80211_messages.hpp"

namespace soundcheck {

namespace {

NetlinkRequest command(std::uint16_t family,
                       std::uint8_t number,
                       std::uint16_t flags) {
  NetlinkRequest request(family, flags);
  auto* header =
      static_cast<genlmsghdr*>(request.add_header(sizeof(genlmsghdr)));
  header->cmd = number;
  header->version = 1;
  return request;
}

}  // namespace

Result<Nl80211> Nl80211::open() {
  auto socket = NetlinkSocket::open(NETLINK_GENERIC);
  if (!socket)
    return socket.error();
  auto request = command(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 0);
  request.add_text(CTRL_ATTR_FAMILY_NAME, NL80211_GENL_NAME);
  const auto answer = socket->ask(request);
  if (!answer)
    return answer.error();
  const auto family = parse_family_id(*answer);
  if (!family)
    return Error(Errc::parse, "nl80211: the kernel does not tell its number");
  return Nl80211(std::move(*socket), *family,
                 parse_multicast_group(*answer, NL80211_MULTICAST_GROUP_MLME));
}

Result<NetlinkBytes> Nl80211::dump(std::uint8_t number,
                                   std::uint32_t link_index) {
  auto request = command(family_, number, NLM_F_DUMP);
  if (link_index != 0)
    request.add_u32(NL80211_ATTR_IFINDEX, link_index);
  return socket_.ask(request);
}

Result<NetlinkBytes> Nl80211::ask(std::uint8_t number,
                                  std::uint32_t link_index) {
  auto request = command(family_, number, 0);
  request.add_u32(NL80211_ATTR_IFINDEX, link_index);
  return socket_.ask(request);
}

}  // namespace soundcheck
