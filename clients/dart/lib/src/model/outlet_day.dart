//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/drawer.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/float_of_day.dart';
import 'package:gopay_client/src/model/drawer_figures.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'outlet_day.g.dart';

/// OutletDay
///
/// Properties:
/// * [outletId]
/// * [outlet]
/// * [timeZone] - In whose days.
/// * [to] - Before this moment.
/// * [drawers]
/// * [totals] - `counted` and `difference` are of those drawers that were counted.
/// * [from] - From this moment on.
/// * [float]
@BuiltValue()
abstract class OutletDay implements Built<OutletDay, OutletDayBuilder> {
  @BuiltValueField(wireName: r'outlet_id')
  String get outletId;

  @BuiltValueField(wireName: r'outlet')
  String get outlet;

  /// In whose days.
  @BuiltValueField(wireName: r'time_zone')
  String get timeZone;

  /// Before this moment.
  @BuiltValueField(wireName: r'to')
  DateTime get to;

  @BuiltValueField(wireName: r'drawers')
  BuiltList<Drawer> get drawers;

  /// `counted` and `difference` are of those drawers that were counted.
  @BuiltValueField(wireName: r'totals')
  DrawerFigures get totals;

  /// From this moment on.
  @BuiltValueField(wireName: r'from')
  DateTime get from;

  @BuiltValueField(wireName: r'float')
  FloatOfDay get float;

  OutletDay._();

  factory OutletDay([void updates(OutletDayBuilder b)]) = _$OutletDay;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(OutletDayBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<OutletDay> get serializer => _$OutletDaySerializer();
}

class _$OutletDaySerializer implements PrimitiveSerializer<OutletDay> {
  @override
  final Iterable<Type> types = const [OutletDay, _$OutletDay];

  @override
  final String wireName = r'OutletDay';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    OutletDay object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'outlet_id';
    yield serializers.serialize(
      object.outletId,
      specifiedType: const FullType(String),
    );
    yield r'outlet';
    yield serializers.serialize(
      object.outlet,
      specifiedType: const FullType(String),
    );
    yield r'time_zone';
    yield serializers.serialize(
      object.timeZone,
      specifiedType: const FullType(String),
    );
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(DateTime),
    );
    yield r'drawers';
    yield serializers.serialize(
      object.drawers,
      specifiedType: const FullType(BuiltList, [FullType(Drawer)]),
    );
    yield r'totals';
    yield serializers.serialize(
      object.totals,
      specifiedType: const FullType(DrawerFigures),
    );
    yield r'from';
    yield serializers.serialize(
      object.from,
      specifiedType: const FullType(DateTime),
    );
    yield r'float';
    yield serializers.serialize(
      object.float,
      specifiedType: const FullType(FloatOfDay),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    OutletDay object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required OutletDayBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'outlet_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.outletId = valueDes;
          break;
        case r'outlet':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.outlet = valueDes;
          break;
        case r'time_zone':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.timeZone = valueDes;
          break;
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.to = valueDes;
          break;
        case r'drawers':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Drawer)]),
          ) as BuiltList<Drawer>;
          result.drawers.replace(valueDes);
          break;
        case r'totals':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DrawerFigures),
          ) as DrawerFigures;
          result.totals.replace(valueDes);
          break;
        case r'from':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.from = valueDes;
          break;
        case r'float':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(FloatOfDay),
          ) as FloatOfDay;
          result.float.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  OutletDay deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = OutletDayBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


