#pragma once

#include <array>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace soundcheck::local {

/// What a program may do on the socket. Each is a right of its own.
enum class Right {
  read,   ///< status, probes, history, the last diagnosis, what changes
  run,    ///< probes and diagnoses
  post,   ///< events and measurements of its own
  probe,  ///< offer a probe of its own
  owner,  ///< answer for the owner, and whatever is none of the others
};

constexpr std::size_t right_count = 5;

/// "read", "run", ... as the policy file has them.
std::string_view to_string(Right right);

/// The groups that have each right; "*" is everybody who can open the socket.
/// Root and the daemon's own user have all of them.
struct Access {
  std::array<std::vector<std::string>, right_count> groups = {
      {{"*"}, {"*"}, {"*"}, {"*"}, {"*"}}};

  friend bool operator==(const Access&, const Access&) = default;
};

/// Who is at the other end, by the kernel's word.
struct Peer {
  pid_t process = 0;  ///< 0: not known
  uid_t user = 0;
  std::vector<gid_t> groups;
};

/// Nobody, who has no rights, when the kernel does not tell.
Peer peer_of(int socket);

/// A set of rights.
class Rights {
 public:
  static Rights all() { return Rights((1U << right_count) - 1); }
  /// Group names are looked up now: whoever is put into a group need not wait
  /// for the daemon's next start.
  static Rights of(const Peer& peer, const Access& access, uid_t own_user);

  bool has(Right right) const {
    return (bits_ >> static_cast<unsigned>(right) & 1U) != 0;
  }

 private:
  explicit Rights(unsigned bits) : bits_(bits) {}
  unsigned bits_;
};

}  // namespace soundcheck::local
