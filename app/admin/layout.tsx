export { default } from "@/app/dashboard/layout"
