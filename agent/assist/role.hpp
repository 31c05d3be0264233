#pragma once

#include "agent/assist/policy.hpp"
#include "soundcheck/v1/keys.pb.h"

namespace soundcheck::assist {

/// What a key may be used for.
class Rights {
 public:
  /// Nothing.
  constexpr Rights() = default;
  static constexpr Rights everything() { return Rights(~0U); }
  /// Nothing for a role that this agent does not know.
  static constexpr Rights of(v1::KeyRole role);

  /// Commands of this class.
  constexpr bool may(ConsentClass consent_class) const {
    return (bits_ & bit(consent_class)) != 0;
  }
  /// The cloud's word for what needs no owner: receipts, knowledge.
  constexpr bool may_serve() const { return (bits_ & service) != 0; }

 private:
  static constexpr unsigned bit(ConsentClass consent_class) {
    return 1U << static_cast<unsigned>(consent_class);
  }
  static constexpr unsigned service = 1U << consent_classes;

  explicit constexpr Rights(unsigned bits) : bits_(bits) {}
  unsigned bits_ = 0;
};

constexpr Rights Rights::of(v1::KeyRole role) {
  constexpr auto read = bit(ConsentClass::session) | bit(ConsentClass::read);
  constexpr auto test = read | bit(ConsentClass::test);
  constexpr auto logs = bit(ConsentClass::logs);
  constexpr auto repair = test | logs | bit(ConsentClass::repair);
  switch (role) {
    case v1::KEY_ROLE_VIEWER:
      return Rights(read);
    case v1::KEY_ROLE_SUPPORT_1:
      return Rights(test);
    case v1::KEY_ROLE_SUPPORT_2:
      return Rights(repair);
    case v1::KEY_ROLE_QA:
      return Rights(test | logs);
    case v1::KEY_ROLE_ADMIN:
      return Rights(repair | bit(ConsentClass::disruptive));
    case v1::KEY_ROLE_SERVICE:
      return Rights(service);
    default:
      return Rights();
  }
}

}  // namespace soundcheck::assist
