#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "base/thread_pool.h"
#include "bundle/bundle.h"
#include "config/load_config.h"
#include "data/queries.h"
#include "prepare/prepared_data.h"

namespace twotower {

// A bundle, and the rows of a later log as its test.
struct LaterTestData {
  Bundle bundle;
  PreparedData data;
  Queries queries;
};

// What `source.path` names is a bundle; its config with what `source` sets says where the rows are
// that it was trained on, how they are read, and what is asked. Fails as open_bundle(),
// load_config() and prepare_later() do; with kConfigConflict where there is no bundle,
// kBundleMismatch where it was made without interactions or fitted on other rows than those that
// are found, kDataTooLittle where no later row is a target.
Result<LaterTestData> read_later_test(const ConfigSource& source, const std::string& log);

// The same with a test from that time on. Fails as begin_later_test() and test_queries() do.
Result<void> begin_at(std::int64_t from, LaterTestData& test);

}  // namespace twotower
