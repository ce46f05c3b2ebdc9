#pragma once

#include <filesystem>
#include <string>

namespace twotower {

// What a path that is not there may stand for.
enum class PathKind { kAny, kFile, kFolder };

// What stands beside `missing`, is of that kind and is named most like it: of runs/shp runs/shop.
// Empty: nothing is near, or the folder cannot be read. Thread-safe.
std::string nearest_path(const std::filesystem::path& missing, PathKind kind = PathKind::kAny);

}  // namespace twotower
