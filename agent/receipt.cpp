#include "agent/receipt.hpp"

namespace soundcheck {

Result<v1::Receipt> open_receipt(std::string_view bytes,
                                 const assist::KeyRing& keys,
                                 const Clock& clock,
                                 const Identity& identity) {
  v1::SignedReceipt envelope;
  if (!envelope.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return Error(Errc::parse, "a receipt that is no SignedReceipt");
  switch (keys.verify(assist::Domain::receipt, envelope.receipt(),
                      envelope.signature(), envelope.key_id(), clock)) {
    case assist::Verification::good:
      break;
    case assist::Verification::bad_signature:
      return Error(Errc::denied, "a receipt with a bad signature");
    default:
      return Error(Errc::denied,
                   "a receipt signed by a key that is unknown or withdrawn");
  }
  if (!keys.find(envelope.key_id())->rights.may_serve())
    return Error(Errc::denied, "a receipt signed by a key that may not");
  v1::Receipt receipt;
  if (!receipt.ParseFromString(envelope.receipt()))
    return Error(Errc::parse, "a signed receipt that is no Receipt");
  if (receipt.tenant() != identity.tenant ||
      receipt.device() != identity.device)
    return Error(Errc::denied, "a receipt for another device");
  return receipt;
}

}  // namespace soundcheck
