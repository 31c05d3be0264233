#include "agent/local/access.hpp"

#include <algorithm>
#include <grp.h>
#include <sys/socket.h>

namespace soundcheck::local {

namespace {

/// Of nobody on Linux; chown() takes it for "leave as it is".
constexpr auto no_user = static_cast<uid_t>(-1);

bool belongs(const Peer& peer, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [&](const auto& name) {
    if (name == "*")
      return true;
    const auto* group = ::getgrnam(name.c_str());
    return group && std::find(peer.groups.begin(), peer.groups.end(),
                              group->gr_gid) != peer.groups.end();
  });
}

}  // namespace

std::string_view to_string(Right right) {
  constexpr std::array<std::string_view, right_count> words = {
      "read", "run", "post", "probe", "owner"};
  return words[static_cast<std::size_t>(right)];
}

Peer peer_of(int socket) {
  Peer peer;
  ucred who{};
  socklen_t size = sizeof who;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &who, &size) != 0) {
    peer.user = no_user;
    return peer;
  }
  peer.process = who.pid;
  peer.user = who.uid;
  std::array<gid_t, 64> groups;
  size = sizeof groups;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) ==
      0)
    peer.groups.assign(groups.begin(), groups.begin() + size / sizeof(gid_t));
  peer.groups.push_back(who.gid);
  return peer;
}

Rights Rights::of(const Peer& peer, const Access& access, uid_t own_user) {
  if (peer.user == no_user)
    return Rights(0);
  if (peer.user == 0 || peer.user == own_user)
    return all();
  unsigned bits = 0;
  for (std::size_t i = 0; i < right_count; ++i) {
    if (belongs(peer, access.groups[i]))
      bits |= 1U << i;
  }
  return Rights(bits);
}

}  // namespace soundcheck::local
