#include "agent/local/access.hpp"

#include <catch2/catch.hpp>
#include <grp.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace soundcheck::local;

namespace {

constexpr uid_t daemon_user = 990;

/// A group that every machine has; its number is 0.
const std::string root_group = ::getgrgid(0)->gr_name;

Peer somebody(std::vector<gid_t> groups) {
  return {100, 1234, std::move(groups)};
}

Access only(Right right, std::vector<std::string> groups) {
  Access access;
  for (auto& list : access.groups)
    list.clear();
  access.groups[static_cast<std::size_t>(right)] = std::move(groups);
  return access;
}

}  // namespace

TEST_CASE(
    "whoever can open the socket may do everything, if nobody says else") {
  const auto rights = Rights::of(somebody({}), Access(), daemon_user);

  for (const auto right :
       {Right::read, Right::run, Right::post, Right::probe, Right::owner})
    CHECK(rights.has(right));
}

TEST_CASE("a group has the rights that name it, and no others") {
  const auto access = only(Right::post, {"no-such-group", root_group});

  const auto member = Rights::of(somebody({7, 0}), access, daemon_user);
  const auto other = Rights::of(somebody({7}), access, daemon_user);

  CHECK(member.has(Right::post));
  CHECK(!member.has(Right::owner));
  CHECK(!other.has(Right::post));
}

TEST_CASE("root and the daemon's own user may do everything") {
  const auto access = only(Right::read, {});

  CHECK(Rights::of({1, 0, {}}, access, daemon_user).has(Right::owner));
  CHECK(Rights::of({1, daemon_user, {}}, access, daemon_user).has(Right::run));
  CHECK(!Rights::of(somebody({0}), access, daemon_user).has(Right::read));
}

TEST_CASE("of whom the kernel does not tell has no rights") {
  const auto peer = peer_of(-1);

  for (const auto right : {Right::read, Right::owner})
    CHECK(!Rights::of(peer, Access(), daemon_user).has(right));
}

TEST_CASE("the kernel tells who is at the other end") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);

  const auto peer = peer_of(ends[0]);

  CHECK(peer.process == ::getpid());
  CHECK(peer.user == ::geteuid());
  CHECK(!peer.groups.empty());
  ::close(ends[0]);
  ::close(ends[1]);
}
