// What the page's own address says, before the server has answered.
import { useEffect, useState } from "react";
import { useLocation } from "react-router";

// A value of the address's query; nothing at first, because pages are drawn once for all their addresses.
export function useQuery(name) {
  const { search } = useLocation();
  const [drawn, setDrawn] = useState(false);
  useEffect(() => setDrawn(true), []);
  return (drawn && new URLSearchParams(search).get(name)) || "";
}
