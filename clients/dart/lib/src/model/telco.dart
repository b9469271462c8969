//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'telco.g.dart';

/// Telco
///
/// Properties:
/// * [code]
/// * [name]
/// * [country] - ISO 3166-1, two letters.
/// * [prefixes] - What its numbers likely begin with.
/// * [colour] - Of its logo, as #rrggbb.
/// * [initials]
@BuiltValue()
abstract class Telco implements Built<Telco, TelcoBuilder> {
  @BuiltValueField(wireName: r'code')
  String get code;

  @BuiltValueField(wireName: r'name')
  String get name;

  /// ISO 3166-1, two letters.
  @BuiltValueField(wireName: r'country')
  String get country;

  /// What its numbers likely begin with.
  @BuiltValueField(wireName: r'prefixes')
  BuiltList<String> get prefixes;

  /// Of its logo, as #rrggbb.
  @BuiltValueField(wireName: r'colour')
  String get colour;

  @BuiltValueField(wireName: r'initials')
  String get initials;

  Telco._();

  factory Telco([void updates(TelcoBuilder b)]) = _$Telco;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(TelcoBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Telco> get serializer => _$TelcoSerializer();
}

class _$TelcoSerializer implements PrimitiveSerializer<Telco> {
  @override
  final Iterable<Type> types = const [Telco, _$Telco];

  @override
  final String wireName = r'Telco';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Telco object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
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
    yield r'country';
    yield serializers.serialize(
      object.country,
      specifiedType: const FullType(String),
    );
    yield r'prefixes';
    yield serializers.serialize(
      object.prefixes,
      specifiedType: const FullType(BuiltList, [FullType(String)]),
    );
    yield r'colour';
    yield serializers.serialize(
      object.colour,
      specifiedType: const FullType(String),
    );
    yield r'initials';
    yield serializers.serialize(
      object.initials,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Telco object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required TelcoBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
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
        case r'country':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.country = valueDes;
          break;
        case r'prefixes':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(String)]),
          ) as BuiltList<String>;
          result.prefixes.replace(valueDes);
          break;
        case r'colour':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.colour = valueDes;
          break;
        case r'initials':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.initials = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Telco deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = TelcoBuilder();
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


