module.exports = {
  NOT_FOUND: { code: 1001, message: "Not found" },
  ...(process.env.DEBUG ? { DEBUG: { code: 9999, message: "Debug" } } : {}),
  get DYNAMIC() { return { code: 5, message: "x" } },
};
