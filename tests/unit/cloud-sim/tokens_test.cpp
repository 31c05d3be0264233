#include "cloud-sim/store/tokens.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck::cloud;

TEST_CASE("a token is found by its secret and stored only as a hash") {
  Sqlite db(":memory:");
  create_schema(db);

  const auto secret = add_token(db, "ann", "support", 1).value();

  const auto found = find_token(db, secret);
  REQUIRE(found);
  CHECK(found->name == "ann");
  CHECK(found->role == "support_l2");
  CHECK_FALSE(find_token(db, secret + "x"));
  CHECK_FALSE(find_token(db, ""));
  auto query = db.query("SELECT hash FROM tokens");
  REQUIRE(query->step());
  CHECK(query->text(0).find(secret.substr(4)) == std::string::npos);
}

TEST_CASE("a token of before there were levels is one of level 2") {
  Sqlite db(":memory:");
  create_schema(db);
  const auto secret = add_token(db, "ann", "viewer", 1).value();
  db.execute(
      "UPDATE tokens SET role = 'support'; DROP TABLE case_events;"
      "DROP TABLE cases; DROP TABLE bundle_pieces; DROP TABLE bundles;"
      "ALTER TABLE commands DROP COLUMN consent_until_ms;"
      "ALTER TABLE sessions DROP COLUMN consent_until_ms;"
      "PRAGMA user_version = 2");

  create_schema(db);

  CHECK(find_token(db, secret)->role == "support_l2");
}

TEST_CASE("names are unique, roles are known and revoking ends a token") {
  Sqlite db(":memory:");
  create_schema(db);
  const auto secret = add_token(db, "ann", "viewer", 1).value();

  CHECK(add_token(db, "ann", "admin", 1).error().kind == Errc::conflict);
  CHECK(add_token(db, "bob", "king", 1).error().kind == Errc::invalid);
  CHECK(revoke_token(db, "ann"));
  CHECK_FALSE(revoke_token(db, "ann"));
  CHECK_FALSE(find_token(db, secret));
}
