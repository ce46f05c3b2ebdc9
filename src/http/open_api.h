#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "base/value.h"

namespace twotower {

// What of a server its calls are described by.
struct DescribedServer {
  std::size_t max_k = 0;
  std::size_t max_batch = 0;
  std::size_t max_events = 0;
  std::size_t max_items = 0;
  bool has_keys = false;
};

// A call as clients see it.
struct DescribedCall {
  std::string_view path;
  std::string_view method;
  bool needs_key = false;  // where there are keys
  // OpenAPI's operation, but for what all have: security, and errors that any request may meet.
  Value (*operation)(const DescribedServer& server);
};

// An OpenAPI 3.1 document of these calls. HEAD for GET is of HTTP, and not described.
Value open_api_document(std::span<const DescribedCall> calls, const DescribedServer& server);

// Operations; bodies of requests are described by what reads them (serve/request_forms.h).
Value recommend_operation(const DescribedServer& server);
Value recommend_batch_operation(const DescribedServer& server);
Value similar_operation(const DescribedServer& server);
Value score_operation(const DescribedServer& server);
Value why_operation(const DescribedServer& server);
Value events_operation(const DescribedServer& server);
Value merge_operation(const DescribedServer& server);
Value get_item_operation(const DescribedServer& server);
Value put_item_operation(const DescribedServer& server);
Value remove_item_operation(const DescribedServer& server);
Value write_items_operation(const DescribedServer& server);
Value get_user_operation(const DescribedServer& server);
Value put_user_operation(const DescribedServer& server);
Value erase_user_operation(const DescribedServer& server);
Value get_rules_operation(const DescribedServer& server);
Value put_rules_operation(const DescribedServer& server);
Value remove_rules_operation(const DescribedServer& server);
Value get_generations_operation(const DescribedServer& server);
Value activate_operation(const DescribedServer& server);
Value backup_operation(const DescribedServer& server);
Value health_operation(const DescribedServer& server);
Value metrics_operation(const DescribedServer& server);
Value open_api_operation(const DescribedServer& server);

}  // namespace twotower
