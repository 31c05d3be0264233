#pragma once

namespace soundcheck::bundle {

/// Gives away for ever what this process has inherited of soundcheckd's
/// capabilities, before it reads the first byte. What it has open stays open.
void give_rights_away();

}  // namespace soundcheck::bundle
