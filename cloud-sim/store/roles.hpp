#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace soundcheck::cloud {

/// What an account is for. An account of the role "support", as they were made
/// before there were levels, is one of level 2.
enum class Role { viewer, qa, support_l1, support_l2, admin };

/// What a request needs.
enum class Right {
  nothing,            ///< anybody, also without an account
  see,                ///< devices, cases, figures
  note,               ///< write a note into a case
  handle_case,        ///< open, take, pass on, advise, rate, close
  close_unconfirmed,  ///< close a case that the device did not confirm
  session,            ///< open and end sessions
  read,               ///< commands of these classes of consent
  test,
  repair,
  disruptive,
  logs,
  administer,  ///< accounts and keys
};

bool may(Role role, Right right);

std::string_view word(Role role);
std::string_view word(Right right);
/// Nothing for a word that is no role.
std::optional<Role> role_of(std::string_view word);
/// The right to commands of a class of consent; `disruptive` for a class that
/// is not known here: what is unknown needs the most.
Right right_to(std::string_view consent_class);
/// All but `nothing`.
std::vector<Right> rights_of(Role role);

}  // namespace soundcheck::cloud
