//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/nearby_outlet_opening_hours.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'outlet.g.dart';

/// Outlet
///
/// Properties:
/// * [id]
/// * [code] - Six digits, by which customers and other agents name it. It never changes.
/// * [name]
/// * [city]
/// * [address]
/// * [latitude]
/// * [longitude]
/// * [timeZone]
/// * [openingHours]
/// * [lowFloatAt]
/// * [isMain] - Float arrives here, and commission. It closes with the agent.
/// * [isOpen] - False: closed for good.
/// * [openedAt]
@BuiltValue()
abstract class Outlet implements Built<Outlet, OutletBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Six digits, by which customers and other agents name it. It never changes.
  @BuiltValueField(wireName: r'code')
  String get code;

  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'city')
  String get city;

  @BuiltValueField(wireName: r'address')
  String get address;

  @BuiltValueField(wireName: r'latitude')
  double? get latitude;

  @BuiltValueField(wireName: r'longitude')
  double? get longitude;

  @BuiltValueField(wireName: r'time_zone')
  String get timeZone;

  @BuiltValueField(wireName: r'opening_hours')
  NearbyOutletOpeningHours get openingHours;

  @BuiltValueField(wireName: r'low_float_at')
  String? get lowFloatAt;

  /// Float arrives here, and commission. It closes with the agent.
  @BuiltValueField(wireName: r'is_main')
  bool get isMain;

  /// False: closed for good.
  @BuiltValueField(wireName: r'is_open')
  bool get isOpen;

  @BuiltValueField(wireName: r'opened_at')
  DateTime get openedAt;

  Outlet._();

  factory Outlet([void updates(OutletBuilder b)]) = _$Outlet;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(OutletBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Outlet> get serializer => _$OutletSerializer();
}

class _$OutletSerializer implements PrimitiveSerializer<Outlet> {
  @override
  final Iterable<Type> types = const [Outlet, _$Outlet];

  @override
  final String wireName = r'Outlet';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Outlet object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'code';
    yield serializers.serialize(
      object.code,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'city';
    yield serializers.serialize(
      object.city,
      specifiedType: const FullType(String),
    );
    yield r'address';
    yield serializers.serialize(
      object.address,
      specifiedType: const FullType(String),
    );
    yield r'latitude';
    yield object.latitude == null ? null : serializers.serialize(
      object.latitude,
      specifiedType: const FullType.nullable(double),
    );
    yield r'longitude';
    yield object.longitude == null ? null : serializers.serialize(
      object.longitude,
      specifiedType: const FullType.nullable(double),
    );
    yield r'time_zone';
    yield serializers.serialize(
      object.timeZone,
      specifiedType: const FullType(String),
    );
    yield r'opening_hours';
    yield serializers.serialize(
      object.openingHours,
      specifiedType: const FullType(NearbyOutletOpeningHours),
    );
    yield r'low_float_at';
    yield object.lowFloatAt == null ? null : serializers.serialize(
      object.lowFloatAt,
      specifiedType: const FullType.nullable(String),
    );
    yield r'is_main';
    yield serializers.serialize(
      object.isMain,
      specifiedType: const FullType(bool),
    );
    yield r'is_open';
    yield serializers.serialize(
      object.isOpen,
      specifiedType: const FullType(bool),
    );
    yield r'opened_at';
    yield serializers.serialize(
      object.openedAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Outlet object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required OutletBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.code = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'city':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.city = valueDes;
          break;
        case r'address':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.address = valueDes;
          break;
        case r'latitude':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(double),
          ) as double?;
          if (valueDes == null) continue;
          result.latitude = valueDes;
          break;
        case r'longitude':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(double),
          ) as double?;
          if (valueDes == null) continue;
          result.longitude = valueDes;
          break;
        case r'time_zone':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.timeZone = valueDes;
          break;
        case r'opening_hours':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(NearbyOutletOpeningHours),
          ) as NearbyOutletOpeningHours;
          result.openingHours.replace(valueDes);
          break;
        case r'low_float_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.lowFloatAt = valueDes;
          break;
        case r'is_main':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isMain = valueDes;
          break;
        case r'is_open':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isOpen = valueDes;
          break;
        case r'opened_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.openedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Outlet deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = OutletBuilder();
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


