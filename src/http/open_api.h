#pragma once

#include <span>
#include <string_view>

#include "base/value.h"

namespace twotower {

// A call as clients see it.
struct DescribedCall {
  std::string_view path;
  std::string_view method;
  bool needs_key = false;
  Value operation;  // OpenAPI's, but for security and errors, which are those of all
};

// An OpenAPI 3.1 document of these calls.
Value open_api_document(std::span<const DescribedCall> calls);

// Operations; bodies of requests are described by what reads them (serve/request_forms.h).
Value recommend_operation();
Value recommend_batch_operation();
Value similar_operation();
Value score_operation();
Value why_operation();
Value health_operation();
Value metrics_operation();
Value open_api_operation();

}  // namespace twotower
