#pragma once

#include "base/result.h"
#include "base/value.h"
#include "config/config.h"
#include "data/column_roles.h"
#include "run/table_source.h"

namespace twotower {

// The config of a bundle with another table of users or items in the place of the training's. It is
// read as that one if it has the same ending, else by what it holds; the flags say otherwise. Fails
// as load_config() does.
Result<Config> config_for_table(const Value& trained, Entity entity, const TableSource& source);

}  // namespace twotower
