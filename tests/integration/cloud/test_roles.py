"""Who may do what: each role at each place of the API."""

import re

import pytest

MATRIX = {
    "see": {"viewer", "qa", "support_l1", "support_l2", "admin"},
    "note": {"qa", "support_l1", "support_l2", "admin"},
    "session": {"qa", "support_l1", "support_l2", "admin"},
    "handle_case": {"support_l1", "support_l2", "admin"},
    "disruptive": {"support_l2", "admin"},
    "logs": {"support_l2", "admin"},
    "administer": {"admin"},
}
ROLES = sorted(MATRIX["see"])


@pytest.fixture
def accounts(cloud):
    for role in ROLES:
        if role not in cloud.tokens:
            cloud.tokens[role] = cloud.tool(
                "token", "add", "--name", f"a {role}", "--role", role,
                "--data", cloud.data).stdout.strip()
    return cloud


def places(cloud):
    """(verb, path, right) of all that the served description tells."""
    found = []
    for path, verbs in cloud.get("/openapi.json").json["paths"].items():
        for verb, told in verbs.items():
            right = re.match(r"Right: (\w+)", told.get("description", ""))
            if right and path != "/events":
                found.append((verb.upper(), re.sub(r"{\w+}", "none", path),
                              right[1]))
    return found


def test_each_role_may_what_the_table_says_at_each_place(accounts):
    known = places(accounts)
    assert len(known) > 25 and {right for _, _, right in known} == set(MATRIX)
    for verb, path, right in known:
        for role in ROLES:
            body = {} if verb == "POST" else None
            answer = accounts.ask(verb, "/api/v1" + path, body=body, role=role)
            while answer.status == 429:  # so many requests are unusual
                answer = accounts.ask(verb, "/api/v1" + path, body=body,
                                      role=role)
            refused = answer.status == 403
            assert refused == (role not in MATRIX[right]), (
                verb, path, role, answer.status)
            if refused:
                assert right in answer.error["message"]


def test_an_account_is_told_its_rights(accounts):
    assert accounts.get("/me", role="viewer").json["rights"] == ["see"]
    level_1 = accounts.get("/me", role="support_l1").json["rights"]
    assert "repair" in level_1 and "disruptive" not in level_1
    assert "administer" in accounts.get("/me", role="admin").json["rights"]


def test_a_token_of_the_role_support_is_one_of_level_2(accounts):
    assert accounts.get("/me", role="support").json["role"] == "support_l2"


def test_an_administrator_makes_and_ends_accounts(accounts):
    made = accounts.post("/accounts", {"name": "eve", "role": "qa"},
                         role="admin")
    assert made.status == 201
    accounts.tokens["eve"] = made.json["token"]
    assert accounts.get("/me", role="eve").json["role"] == "qa"
    listed = accounts.get("/accounts", role="admin")
    assert "eve" in [one["name"] for one in listed.json["accounts"]]
    assert made.json["token"].encode() not in listed.body
    assert accounts.post("/accounts", {"name": "eve", "role": "qa"},
                         role="admin").status == 409
    assert accounts.post("/accounts", {"name": "x", "role": "king"},
                         role="admin").status == 400

    assert accounts.ask("DELETE", "/api/v1/accounts/a%20admin",
                        role="admin").error["code"] == "own_account"
    assert accounts.ask("DELETE", "/api/v1/accounts/eve",
                        role="admin").status == 204
    assert accounts.get("/me", role="eve").status == 401
    assert accounts.ask("DELETE", "/api/v1/accounts/eve",
                        role="admin").status == 404
