#pragma once

#include <boost/json.hpp>
#include <google/protobuf/repeated_ptr_field.h>
#include <optional>
#include <string>

#include "soundcheck/v1/command.pb.h"
#include "soundcheck/v1/knowledge.pb.h"
#include "soundcheck/v1/presence.pb.h"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::cloud {

// The wire's messages as the API's objects (http/openapi.json). Numbers that
// JSON cannot write (NaN, infinity) never get through.

boost::json::object to_json(const v1::Finding& finding);
boost::json::object to_json(const v1::ProbeResult& result);
boost::json::object to_json(const v1::Diagnosis& diagnosis);
boost::json::object to_json(const v1::RemedyResult& result);
boost::json::object to_json(const v1::ProbeInfo& probe);
boost::json::object to_json(const v1::AgentCost& cost);
boost::json::object to_json(const v1::KnowledgeBase& base,
                            const std::string& hash);

boost::json::value or_null(const std::optional<std::string>& text);

template <class Message>
boost::json::array to_json(
    const google::protobuf::RepeatedPtrField<Message>& messages) {
  boost::json::array out;
  for (const auto& message : messages)
    out.emplace_back(to_json(message));
  return out;
}

inline boost::json::array to_json(
    const google::protobuf::RepeatedPtrField<std::string>& texts) {
  boost::json::array out;
  for (const auto& text : texts)
    out.emplace_back(text);
  return out;
}

}  // namespace soundcheck::cloud
