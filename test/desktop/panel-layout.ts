/** The thickness of the panel, and so of one tray icon's place, in pixels. */
export const panelSize = 32

/** Red, green and blue, from 0 to 1. */
const panelColours = { dark: [0.17, 0.19, 0.22], light: [0.93, 0.94, 0.95] } as const
export type PanelColour = keyof typeof panelColours

/** xfce4-panel's settings: a solid bar at the bottom with the tray as its last part, at the far right. */
export function panelLayout(width: number, height: number, colour: PanelColour = 'dark'): string {
  const [red, green, blue] = panelColours[colour]
  return `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=${width / 2};y=${height - panelSize / 2}"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="${panelSize}"/>
      <property name="background-style" type="uint" value="1"/>
      <property name="background-rgba" type="array">
        <value type="double" value="${red}"/>
        <value type="double" value="${green}"/>
        <value type="double" value="${blue}"/>
        <value type="double" value="1"/>
      </property>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
`
}

/** xfce4-notifyd's settings: no fading, so that a picture shows a notice as it is. */
export const notificationSettings = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-notifyd" version="1.0">
  <property name="initial-opacity" type="double" value="1.0"/>
  <property name="notify-location" type="uint" value="2"/>
  <property name="do-fadeout" type="bool" value="false"/>
  <property name="do-slideout" type="bool" value="false"/>
</channel>
`
