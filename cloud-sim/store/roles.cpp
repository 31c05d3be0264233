#include "cloud-sim/store/roles.hpp"

#include <cstddef>
#include <iterator>

namespace soundcheck::cloud {
namespace {

struct Row {
  Right right;
  std::string_view word;
  std::string_view who;  ///< one letter a role, in their order, or '.'
};

// v viewer, q QA, 1 and 2 support, a admin. Shown in cloud-sim/README.md.
constexpr Row matrix[] = {
    {Right::see, "see", "vq12a"},
    {Right::note, "note", ".q12a"},
    {Right::handle_case, "handle_case", "..12a"},
    {Right::close_unconfirmed, "close_unconfirmed", "...2a"},
    {Right::session, "session", ".q12a"},
    {Right::read, "read", ".q12a"},
    {Right::test, "test", ".q12a"},
    {Right::repair, "repair", "..12a"},
    {Right::disruptive, "disruptive", "...2a"},
    {Right::logs, "logs", "...2a"},
    {Right::administer, "administer", "....a"},
};

constexpr std::string_view roles[] = {"viewer", "qa", "support_l1",
                                      "support_l2", "admin"};

const Row* find(Right right) {
  for (const auto& row : matrix)
    if (row.right == right)
      return &row;
  return nullptr;
}

}  // namespace

bool may(Role role, Right right) {
  if (right == Right::nothing)
    return true;
  const auto* row = find(right);
  return row != nullptr && row->who[static_cast<std::size_t>(role)] != '.';
}

std::string_view word(Role role) {
  return roles[static_cast<std::size_t>(role)];
}

std::string_view word(Right right) {
  const auto* row = find(right);
  return row == nullptr ? "nothing" : row->word;
}

std::optional<Role> role_of(std::string_view wanted) {
  if (wanted == "support")
    return Role::support_l2;
  for (std::size_t i = 0; i < std::size(roles); ++i)
    if (roles[i] == wanted)
      return static_cast<Role>(i);
  return std::nullopt;
}

Right right_to(std::string_view consent_class) {
  for (const auto right :
       {Right::read, Right::test, Right::repair, Right::logs})
    if (word(right) == consent_class)
      return right;
  return Right::disruptive;
}

std::vector<Right> rights_of(Role role) {
  std::vector<Right> rights;
  for (const auto& row : matrix)
    if (may(role, row.right))
      rights.push_back(row.right);
  return rights;
}

}  // namespace soundcheck::cloud
