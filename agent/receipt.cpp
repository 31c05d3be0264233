#include "agent/receipt.hpp"

namespace soundcheck {

Result<v1::Receipt> open_receipt(std::string_view bytes,
                                 const assist::TrustedKeys& keys,
                                 const Identity& identity) {
  v1::SignedReceipt envelope;
  if (!envelope.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return Error(Errc::parse, "a receipt that is no SignedReceipt");
  switch (keys.verify(assist::Domain::receipt, envelope.receipt(),
                      envelope.signature(), envelope.key_id())) {
    case assist::Verification::good:
      break;
    case assist::Verification::unknown_key:
      return Error(Errc::denied, "a receipt signed by an unknown key");
    case assist::Verification::bad_signature:
      return Error(Errc::denied, "a receipt with a bad signature");
  }
  v1::Receipt receipt;
  if (!receipt.ParseFromString(envelope.receipt()))
    return Error(Errc::parse, "a signed receipt that is no Receipt");
  if (receipt.tenant() != identity.tenant ||
      receipt.device() != identity.device)
    return Error(Errc::denied, "a receipt for another device");
  return receipt;
}

}  // namespace soundcheck
