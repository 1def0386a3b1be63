import { useData, useRoute } from "vitepress";
import theme from "vitepress/theme";
import { nextTick, onMounted, watch } from "vue";
import "./style.css";

/** The theme's first page has no main landmark, which every other page has. */
function markMain() {
  const content = document.getElementById("VPContent");
  if (content?.classList.contains("is-home")) content.setAttribute("role", "main");
  else content?.removeAttribute("role");
}

// VitePress takes its theme from this export alone.
// biome-ignore lint/style/noDefaultExport: see above
export default {
  extends: theme,
  setup() {
    const route = useRoute();
    const { frontmatter } = useData();
    onMounted(markMain);
    watch([() => route.path, frontmatter], () => nextTick(markMain));
  },
};
